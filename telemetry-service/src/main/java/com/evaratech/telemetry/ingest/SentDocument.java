package com.evaratech.telemetry.ingest;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.NodeReadings;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Readings as JSON: one, several in an array, several in an object's {@code readings}, or one in a
 * line. Memory is bounded by what readings can have, not by what the body holds.
 */
final class SentDocument {

    private static final String READINGS = "readings";
    private static final String BODY = "body";
    private static final String LINE = "one JSON object, in UTF-8";

    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_TEXT = 64 << 10;
    private static final int DEEPEST = 500;

    // NaN and Infinity are read so that they can be told to be no numbers, each in its place.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // Names are the caller's to choose, and are not to stay in the process for
                    // ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNameLength(LONGEST_NAME)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNestingDepth(DEEPEST)
                                    .build())
                    .build();

    private SentDocument() {}

    /**
     * The readings of a body that is one document.
     *
     * @throws JsonProcessingException when it is no JSON
     * @throws InvalidRequest when it is something else than 1 to {@value NodeReadings#MOST}
     *     readings
     */
    static List<SentItem> read(InputStream body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            return whole(parser);
        }
    }

    /** The same of a body that is there. */
    static List<SentItem> read(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            return whole(parser);
        }
    }

    /** The reading in a line. */
    static SentItem readLine(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == null) {
                return SentItem.unreadable("", LINE);
            }
            SentItem item = ItemReader.read(parser);
            return parser.nextToken() == null ? item : SentItem.unreadable(text(line), LINE);
        } catch (IOException noJson) {
            return SentItem.unreadable(text(line), LINE);
        }
    }

    private static List<SentItem> whole(JsonParser parser) throws IOException {
        List<SentItem> items = document(parser, parser.nextToken());
        if (parser.nextToken() != null) {
            throw new InvalidRequest(
                    FieldError.missing(BODY, "one JSON document and nothing behind it"));
        }
        return items;
    }

    private static List<SentItem> document(JsonParser parser, @Nullable JsonToken first)
            throws IOException {
        if (first == JsonToken.START_ARRAY) {
            return array(parser, BODY);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new InvalidRequest(
                    FieldError.missing(
                            "", "a reading, an array of readings, or an object with readings"));
        }
        var only = new ItemReader();
        @Nullable List<SentItem> many = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            var _ = parser.nextToken();
            if (name.equals(READINGS) && many == null) {
                many = array(parser, READINGS);
            } else {
                only.field(name, parser);
            }
        }
        if (many == null) {
            return List.of(only.item());
        }
        if (!only.isEmpty()) {
            throw notAnArray(READINGS, many.size() + " readings and more");
        }
        return many;
    }

    private static List<SentItem> array(JsonParser parser, String field) throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw notAnArray(field, kind(parser.currentToken()));
        }
        var items = new ArrayList<SentItem>();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (count <= NodeReadings.MOST) {
                items.add(ItemReader.read(parser));
            } else {
                var _ = parser.skipChildren();
            }
        }
        if (count == 0 || count > NodeReadings.MOST) {
            throw notAnArray(field, count + " readings");
        }
        return items;
    }

    private static InvalidRequest notAnArray(String field, String found) {
        return new InvalidRequest(
                FieldError.of(
                        field,
                        found,
                        "an array of 1 to %d readings, and nothing beside it"
                                .formatted(NodeReadings.MOST)));
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "object";
            case VALUE_STRING -> "string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            default -> token.isNumeric() ? "number" : token.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
