package com.evaratech.telemetry.ingest;

import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one reading out of a body without keeping more of it than a reading can have, whatever it
 * holds. What is at fault in it is this reading's affair, and those behind it are read as if
 * nothing had been.
 */
final class ItemReader {

    // More than any reading's fields, so that it is refused for having too many.
    private static final int MOST_FIELDS = 256;

    // What stands in the place of what a reading has no use for.
    private static final TextNode SOME_OBJECT = TextNode.valueOf("{…}");
    private static final TextNode SOME_ARRAY = TextNode.valueOf("[…]");

    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private @Nullable Rejection fault;

    /**
     * Reads the value that the parser stands at, to its end.
     *
     * @throws IOException when what follows is no JSON
     */
    static SentItem read(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return SentItem.of(value(parser));
        }
        var reader = new ItemReader();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            var _ = parser.nextToken();
            reader.field(name, parser);
        }
        return reader.item();
    }

    /** Takes a field of the reading whose value the parser stands at, and reads it to its end. */
    void field(String name, JsonParser parser) throws IOException {
        put(tree, "", name, parser);
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    SentItem item() {
        return new SentItem(tree, Optional.ofNullable(fault));
    }

    private void put(ObjectNode into, String path, String name, JsonParser parser)
            throws IOException {
        if (into.has(name) || into.size() >= MOST_FIELDS) {
            if (fault == null && into.has(name)) {
                fault =
                        new Rejection(
                                RejectReason.DUPLICATE_FIELD,
                                path + name,
                                value(parser).asText(),
                                "each field once");
            } else {
                var _ = parser.skipChildren();
            }
        } else if (path.isEmpty() && parser.hasToken(JsonToken.START_OBJECT)) {
            ObjectNode inner = into.putObject(name);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String innerName = parser.currentName();
                var _ = parser.nextToken();
                put(inner, name + ".", innerName, parser);
            }
        } else {
            var _ = into.set(name, value(parser));
        }
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var _ = parser.skipChildren();
                yield SOME_OBJECT;
            }
            case START_ARRAY -> {
                var _ = parser.skipChildren();
                yield SOME_ARRAY;
            }
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.getInstance();
        };
    }

    /** What no double can hold is no number to us, and shown as it was written. */
    private static JsonNode number(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            return TextNode.valueOf(parser.getText());
        }
        boolean isWhole =
                parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return isWhole ? LongNode.valueOf(parser.getLongValue()) : DoubleNode.valueOf(value);
    }
}
