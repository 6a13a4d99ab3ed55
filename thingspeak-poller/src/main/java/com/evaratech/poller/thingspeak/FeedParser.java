package com.evaratech.poller.thingspeak;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.Trouble;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of {@code feeds.json} token by token; only rows are kept of it. For one body, on one
 * thread.
 */
final class FeedParser {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String REFUSED = "-1";

    private final JsonParser json;
    private final List<FeedRow> rows = new ArrayList<>();
    private @Nullable Set<Long> seen;
    private long highest;
    private long channelId = -1;
    private long lastEntryId;
    private int feeds = -1;

    private FeedParser(JsonParser json) {
        this.json = json;
    }

    /**
     * The rows of an answer.
     *
     * @param asked how many rows were asked for at most
     * @throws BadAnswer when it is not one of this channel
     */
    static FeedPage parse(byte[] body, long channelId, int asked) throws BadAnswer {
        try (JsonParser json = JSON.createParser(body)) {
            return new FeedParser(json).page(channelId, asked);
        } catch (IOException e) {
            // Bytes in memory are always there: they are no text, or no JSON.
            throw BadAnswer.of(Trouble.NOT_JSON, whatItIs(body));
        }
    }

    private FeedPage page(long asked, int most) throws IOException, BadAnswer {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw BadAnswer.of(Trouble.NOT_JSON, "the answer is empty");
        }
        // The number -1, and the text in which older servers put it.
        if (first.isScalarValue() && json.getText().strip().equals(REFUSED)) {
            throw BadAnswer.of(
                    Trouble.KEY_REFUSED, "answered -1: the channel is private, the key is not its");
        }
        if (first == JsonToken.START_OBJECT) {
            answer();
        } else {
            json.skipChildren();
        }
        if (feeds < 0 || channelId < 0) {
            throw notAFeed("has no channel with feeds");
        }
        if (channelId != asked) {
            throw notAFeed("is of another channel");
        }
        // The channel's own number lags behind its rows in some channels.
        long last = rows.stream().mapToLong(FeedRow::entryId).reduce(lastEntryId, Math::max);
        return new FeedPage(last, rows, feeds >= most);
    }

    private void answer() throws IOException, BadAnswer {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("channel") && value == JsonToken.START_OBJECT) {
                channel();
            } else if (name.equals("feeds") && value == JsonToken.START_ARRAY) {
                feeds();
            } else {
                json.skipChildren();
            }
        }
    }

    private void channel() throws IOException {
        channelId = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> channelId = value.isScalarValue() ? json.getValueAsLong(0) : 0;
                case "last_entry_id" ->
                        lastEntryId = value.isScalarValue() ? json.getValueAsLong(0) : 0;
                default -> json.skipChildren();
            }
        }
    }

    private void feeds() throws IOException, BadAnswer {
        feeds = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw notAFeed("has a row that is none");
            }
            feeds++;
            FeedRow row = row();
            if (isNew(row.entryId())) {
                rows.add(row);
            }
        }
    }

    /** Mostly they come in the order of their numbers: then there is nothing to remember. */
    private boolean isNew(long number) {
        if (seen == null) {
            if (number > highest) {
                highest = number;
                return true;
            }
            seen =
                    rows.stream()
                            .map(FeedRow::entryId)
                            .collect(Collectors.toCollection(HashSet::new));
        }
        return seen.add(number);
    }

    private FeedRow row() throws IOException, BadAnswer {
        var row = new RowBuilder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("entry_id")) {
                row.entryId(entryId(value));
            }
            if (value.isScalarValue()) {
                if (value != JsonToken.VALUE_NULL) {
                    row.value(name, json.getText());
                }
            } else {
                json.skipChildren();
            }
        }
        return row.build().orElseThrow(() -> notAFeed("has a row without entry_id"));
    }

    private long entryId(JsonToken value) throws IOException {
        boolean isLong =
                value == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return isLong ? json.getLongValue() : 0;
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
        return BadAnswer.notAFeed("the answer " + what);
    }
}
