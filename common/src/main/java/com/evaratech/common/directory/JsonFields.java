package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fields of a directory entry, each with an error that names it when it is not as agreed. */
final class JsonFields {

    private static final int HASH_DIGITS = 64;

    private JsonFields() {}

    static String text(JsonObject json, String field) {
        return require(json, field, String.class);
    }

    static long number(JsonObject json, String field) {
        return require(json, field, Number.class).longValue();
    }

    static boolean flag(JsonObject json, String field) {
        return require(json, field, Boolean.class);
    }

    static double decimal(JsonObject json, String field) {
        return require(json, field, Number.class).doubleValue();
    }

    static @Nullable String optionalText(JsonObject json, String field) {
        return json.getValue(field) == null ? null : text(json, field);
    }

    static List<String> texts(JsonObject json, String field) {
        return require(json, field, JsonArray.class).stream()
                .map(each -> {
                    if (each instanceof String text) {
                        return text;
                    }
                    throw new DecodeException(
                            "directory entry: %s has something other than text: %s"
                                    .formatted(field, each));
                })
                .toList();
    }

    static JsonObject object(JsonObject json, String field) {
        return require(json, field, JsonObject.class);
    }

    static JsonArray array(JsonObject json, String field) {
        return require(json, field, JsonArray.class);
    }

    static UUID id(JsonObject json, String field) {
        return parseId(field, text(json, field));
    }

    static @Nullable UUID optionalId(JsonObject json, String field) {
        return json.getValue(field) == null ? null : id(json, field);
    }

    static @Nullable Long optionalNumber(JsonObject json, String field) {
        return json.getValue(field) == null ? null : number(json, field);
    }

    /** SHA-256 in hexadecimal digits. */
    static String hash(JsonObject json, String field) {
        String text = text(json, field);
        if (text.length() != HASH_DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new DecodeException("directory entry: " + field + " is no SHA-256");
        }
        return text;
    }

    static Instant time(JsonObject json, String field) {
        String text = text(json, field);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new DecodeException("directory entry: " + field + " is no time: " + text, e);
        }
    }

    static @Nullable Instant optionalTime(JsonObject json, String field) {
        return json.getValue(field) == null ? null : time(json, field);
    }

    private static UUID parseId(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("directory entry: " + field + " is no UUID: " + text, e);
        }
    }

    private static <T> T require(JsonObject json, String field, Class<T> type) {
        Object value = json.getValue(field);
        if (!type.isInstance(value)) {
            throw new DecodeException(
                    "directory entry: %s is no %s: %s"
                            .formatted(field, type.getSimpleName(), value));
        }
        return type.cast(value);
    }
}
