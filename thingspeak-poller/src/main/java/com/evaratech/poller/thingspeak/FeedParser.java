package com.evaratech.poller.thingspeak;

import com.evaratech.common.reading.normalise.FieldMapping;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads bodies of {@code feeds.json}. */
final class FeedParser {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REFUSED = "-1";
    private static final int LAST_YEAR = 9_999;

    private FeedParser() {}

    /**
     * The rows of an answer.
     *
     * @param asked how many rows were asked for at most
     * @throws BadAnswer when it is not one of this channel
     */
    static FeedPage parse(byte[] body, long channelId, int asked) throws BadAnswer {
        JsonNode answer = json(body);
        // The number -1, and the text in which older servers put it.
        if (answer.isValueNode() && answer.asText().strip().equals(REFUSED)) {
            throw BadAnswer.of(
                    Trouble.KEY_REFUSED, "answered -1: the channel is private, the key is not its");
        }
        JsonNode channel = answer.path("channel");
        JsonNode feeds = answer.path("feeds");
        if (!channel.isObject() || !feeds.isArray()) {
            throw notAFeed("has no channel with feeds");
        }
        if (channel.path("id").asLong(-1) != channelId) {
            throw notAFeed("is of another channel");
        }
        return page(channel, feeds, asked);
    }

    private static FeedPage page(JsonNode channel, JsonNode feeds, int asked) throws BadAnswer {
        List<FeedRow> rows = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long last = channel.path("last_entry_id").asLong(0);
        for (JsonNode feed : feeds) {
            FeedRow row = row(feed);
            if (seen.add(row.entryId())) {
                rows.add(row);
            }
            // The channel's own number lags behind its rows in some channels.
            last = Math.max(last, row.entryId());
        }
        return new FeedPage(last, rows, feeds.size() >= asked);
    }

    private static FeedRow row(JsonNode feed) throws BadAnswer {
        JsonNode number = feed.path("entry_id");
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 1) {
            throw notAFeed("has a row without entry_id");
        }
        Map<Integer, String> fields = new HashMap<>();
        for (int field = 1; field <= FieldMapping.FIELDS; field++) {
            JsonNode value = feed.path("field" + field);
            if (value.isValueNode() && !value.isNull()) {
                fields.put(field, value.asText());
            }
        }
        String createdAt = feed.path("created_at").asText("");
        return new FeedRow(number.asLong(), time(createdAt), createdAt, fields);
    }

    private static @Nullable Instant time(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            // Java counts years on to where neither sums nor the database can follow.
            return time.getYear() >= 0 && time.getYear() <= LAST_YEAR ? time.toInstant() : null;
        } catch (DateTimeException e) {
            // The row is told of with its text.
            return null;
        }
    }

    private static JsonNode json(byte[] body) throws BadAnswer {
        try {
            JsonNode answer = JSON.readTree(body);
            if (answer.isMissingNode()) {
                throw BadAnswer.of(Trouble.NOT_JSON, "the answer is empty");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw BadAnswer.of(Trouble.NOT_JSON, whatItIs(body));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory were not read", e);
        }
    }

    private static String whatItIs(byte[] body) {
        for (byte each : body) {
            if (!Character.isWhitespace(each)) {
                return each == '<'
                        ? "the answer is a page of HTML or XML"
                        : "the answer is not JSON, or was cut off";
            }
        }
        return "the answer is empty";
    }

    private static BadAnswer notAFeed(String what) {
        return BadAnswer.of(Trouble.NOT_A_FEED, "the answer " + what);
    }
}
