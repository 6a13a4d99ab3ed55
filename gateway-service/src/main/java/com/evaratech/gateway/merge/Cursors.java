package com.evaratech.gateway.merge;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the list has come in each source.
 *
 * @param places the source's own cursor by its name; a source without one is at the beginning, and
 *     one whose cursor is empty at its end
 */
public record Cursors(Map<String, String> places) {

    private static final int LONGEST = 4_096;

    /** Copies the places. */
    public Cursors {
        places = Map.copyOf(places);
    }

    /** Before everything. */
    public static Cursors beginning() {
        return new Cursors(Map.of());
    }

    /**
     * Reads the query parameter.
     *
     * @throws InvalidRequest when it is none of ours
     */
    public static Cursors parse(@Nullable String text) {
        if (text == null) {
            return new Cursors(Map.of());
        }
        try {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            var json =
                    new JsonObject(
                            new String(
                                    Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            Map<String, String> places = new HashMap<>();
            for (String name : json.fieldNames()) {
                places.put(name, json.getString(name));
            }
            return new Cursors(places);
        } catch (IllegalArgumentException
                | DecodeException
                | ClassCastException
                | NullPointerException notOurs) {
            throw new InvalidRequest(
                    FieldError.of("cursor", text, "the value of 'next' in an earlier answer"));
        }
    }

    String text() {
        var json = new JsonObject();
        places.forEach(json::put);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Nullable String of(Source source) {
        return places.get(source.name());
    }

    boolean isAtEnd(Source source) {
        return "".equals(of(source));
    }
}
