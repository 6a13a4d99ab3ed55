package com.evaratech.poller.thingspeak;

import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Newest;
import com.evaratech.poller.source.FeedQuery.Numbers;
import com.evaratech.poller.source.FeedQuery.Times;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How ThingSpeak is told which rows are wanted. */
final class FeedAddress {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'%20'HH:mm:ss").withZone(ZoneOffset.UTC);

    private FeedAddress() {}

    static URI of(URI host, long channelId, String parameters) {
        return URI.create("%s/channels/%d/feeds.json?%s".formatted(host, channelId, parameters));
    }

    /** Behind {@code feeds.json?}. */
    static String parameters(FeedQuery query) {
        String most = "results=" + query.results();
        return switch (query) {
            case Newest(int _) -> most;
            case Numbers(long first, long last) ->
                    "%s&start_entry_id=%d&end_entry_id=%d".formatted(most, first, last);
            case Times(Instant from, Instant to, int _) ->
                    "%s&start=%s&end=%s".formatted(most, TIME.format(from), TIME.format(to));
        };
    }
}
