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
        return URI.create(host + "/channels/" + channelId + "/feeds.json?" + parameters);
    }

    /** Behind {@code feeds.json?}. */
    static String parameters(FeedQuery query) {
        String most = "results=" + query.results();
        return switch (query) {
            case Newest(int _) -> most;
            case Numbers(long first, long last) ->
                    most + "&start_entry_id=" + first + "&end_entry_id=" + last;
            case Times(Instant from, Instant to, int _) ->
                    most + "&start=" + TIME.format(from) + "&end=" + TIME.format(to);
        };
    }
}
