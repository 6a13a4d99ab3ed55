package com.evaratech.telemetry.thingspeak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told as JSON, told as XML: an element for each member, with hyphens in its name, the type
 * of what is no text as an attribute, and {@code nil="true"} where there is no value. A list {@code
 * feeds} has an element {@code feed} for each of its members.
 */
final class FeedXml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final Set<String> TIMES = Set.of("created_at", "updated_at");
    private static final Set<String> PLACES = Set.of("latitude", "longitude");
    private static final int REPLACEMENT = 0xfffd;
    // It and the next are no characters.
    private static final int FIRST_NONE = 0xfffe;

    private final StringBuilder text = new StringBuilder(HEAD);

    private FeedXml() {}

    /** A document whose root has this name. */
    static String of(String root, JsonObject content) {
        var xml = new FeedXml();
        xml.object(root, content, "");
        return xml.text.toString();
    }

    private void object(String name, JsonObject content, String indent) {
        text.append(indent).append('<').append(name).append(">\n");
        for (Map.Entry<String, Object> member : content) {
            member(member.getKey(), member.getValue(), indent + "  ");
        }
        text.append(indent).append("</").append(name).append(">\n");
    }

    private void member(String key, @Nullable Object value, String indent) {
        String name = key.replace('_', '-');
        if (value instanceof JsonArray list) {
            list(name, list, indent);
            return;
        }
        text.append(indent).append('<').append(name).append(type(key, value));
        if (value == null) {
            text.append(" nil=\"true\"/>\n");
        } else {
            text.append('>');
            escape(value.toString());
            text.append("</").append(name).append(">\n");
        }
    }

    private void list(String name, JsonArray list, String indent) {
        text.append(indent).append('<').append(name).append(" type=\"array\"");
        if (list.isEmpty()) {
            text.append("/>\n");
            return;
        }
        text.append(">\n");
        String each = name.substring(0, name.length() - 1);
        for (int i = 0; i < list.size(); i++) {
            object(each, list.getJsonObject(i), indent + "  ");
        }
        text.append(indent).append("</").append(name).append(">\n");
    }

    private static String type(String key, @Nullable Object value) {
        if (TIMES.contains(key)) {
            return " type=\"dateTime\"";
        }
        if (PLACES.contains(key)) {
            return " type=\"decimal\"";
        }
        if (value instanceof Boolean) {
            return " type=\"boolean\"";
        }
        return value instanceof Number || key.endsWith("_id") ? " type=\"integer\"" : "";
    }

    /** Devices may send what XML has no way to say. */
    private void escape(String value) {
        value.codePoints()
                .forEach(sign -> {
                    switch (sign) {
                        case '&' -> text.append("&amp;");
                        case '<' -> text.append("&lt;");
                        case '>' -> text.append("&gt;");
                        // As it stands, a reader of XML makes a line feed of it.
                        case '\r' -> text.append("&#13;");
                        default -> text.appendCodePoint(isSign(sign) ? sign : REPLACEMENT);
                    }
                });
    }

    private static boolean isSign(int sign) {
        return sign == '\t'
                || sign == '\n'
                || (sign >= ' ' && sign < Character.MIN_SURROGATE)
                || (sign > Character.MAX_SURROGATE && sign < FIRST_NONE)
                || sign > Character.MAX_VALUE;
    }
}
