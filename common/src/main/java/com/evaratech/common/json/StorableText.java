package com.evaratech.common.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/**
 * Reads text, and nothing but text, that a database can keep. PostgreSQL has no U+0000, and UTF-8
 * no halves of surrogate pairs; both can be written in JSON as escapes.
 */
final class StorableText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    StorableText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (text.codePoints().anyMatch(StorableText::isUnstorable)) {
            return (String) context.handleWeirdStringValue(String.class, text, "cannot be stored");
        }
        return text;
    }

    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
