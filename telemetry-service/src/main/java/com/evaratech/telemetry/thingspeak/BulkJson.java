package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.BulkWrite.KeyShown;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code bulk_update.json}, read as it comes: nothing is kept but what entries can say,
 * and the key is shown as soon as it is there.
 */
final class BulkJson {

    private static final String KEY = "write_api_key";
    private static final String UPDATES = "updates";
    private static final String CREATED_AT = "created_at";
    private static final String DELTA = "delta_t";

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_TEXT = 64 << 10;
    private static final int DEEPEST = 20;

    private static final Set<String> NAMES = names();

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // Names are the caller's to choose, and are not to stay for ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNameLength(LONGEST_NAME)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final KeyShown key;
    private @Nullable List<BulkWrite.Message> messages;

    private BulkJson(JsonParser parser, KeyShown key) {
        this.parser = parser;
        this.key = key;
    }

    /**
     * Its entries.
     *
     * @throws Refusal when it is something else
     */
    static List<BulkWrite.Message> read(InputStream body, KeyShown key) throws SQLException {
        try (JsonParser parser = JSON.createParser(body)) {
            return new BulkJson(parser, key).document();
        } catch (IOException noJson) {
            throw notTheForm();
        }
    }

    private List<BulkWrite.Message> document() throws IOException, SQLException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notTheForm();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(KEY) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                key.show(parser.getText());
            } else if (name.equals(UPDATES) && messages == null) {
                messages = updates(value);
            } else {
                var _ = parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw notTheForm();
        }
        if (messages == null) {
            throw BulkWrite.bad("The body has no array updates.");
        }
        return messages;
    }

    private List<BulkWrite.Message> updates(JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            throw BulkWrite.bad("The body has no array updates.");
        }
        var read = new ArrayList<BulkWrite.Message>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            BulkWrite.requireNotTooMany(read.size() + 1);
            read.add(update(read.size()));
        }
        return read;
    }

    private BulkWrite.Message update(int index) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw BulkWrite.bad("updates[%d] is no object.".formatted(index));
        }
        Map<String, String> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!NAMES.contains(name) || value == JsonToken.VALUE_NULL) {
                var _ = parser.skipChildren();
            } else if (value.isScalarValue()) {
                values.put(name, parser.getText());
            } else {
                throw BulkWrite.bad(
                        "updates[%d].%s is neither text nor number.".formatted(index, name));
            }
        }
        return BulkWrite.message(
                index, values.get(CREATED_AT), values.get(DELTA), FeedWrite.values(values::get));
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>(Set.of(CREATED_AT, DELTA));
        for (Column column : Column.values()) {
            names.add(column.key());
            names.add(column.alias());
        }
        return Set.copyOf(names);
    }

    private static Refusal notTheForm() {
        return BulkWrite.bad("The body is not a JSON object of write_api_key and updates.");
    }
}
