package com.evaratech.telemetry.thingspeak;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a request says, wherever it says it: in the query, in a form, in a JSON object; the key in a
 * header as well.
 */
final class Parameters {

    private static final List<String> KEYS = List.of("api_key", "key", "apikey");
    private static final List<String> KEY_HEADERS =
            List.of("X-THINGSPEAKAPIKEY", "THINGSPEAKAPIKEY");
    private static final int MOST = 100;

    private final Map<String, String> values;
    private final Optional<String> keyInHeader;

    private Parameters(Map<String, String> values, Optional<String> keyInHeader) {
        this.values = values;
        this.keyInHeader = keyInHeader;
    }

    /** Those of a request without a body. */
    static Parameters of(UriInfo address, HttpHeaders headers) {
        Map<String, String> values = new HashMap<>();
        address.getQueryParameters().forEach((name, all) -> values.put(name, all.getFirst()));
        Optional<String> key =
                KEY_HEADERS.stream()
                        .map(headers::getHeaderString)
                        .filter(shown -> shown != null && !shown.isBlank())
                        .findFirst();
        return new Parameters(values, key);
    }

    /** Those of a request with one, which wins over the query. */
    static Parameters of(UriInfo address, HttpHeaders headers, byte @Nullable [] body) {
        Parameters parameters = of(address, headers);
        @Nullable MediaType type = headers.getMediaType();
        if (body == null || body.length == 0) {
            return parameters;
        }
        if (type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            parameters.values.putAll(json(body));
        } else {
            parameters.values.putAll(form(new String(body, StandardCharsets.UTF_8)));
        }
        return parameters;
    }

    /** Those of a form alone. */
    static Parameters ofForm(String form) {
        return new Parameters(form(form), Optional.empty());
    }

    /**
     * Adds a pair of a form; one without a name is passed over.
     *
     * @throws IllegalArgumentException when it is not encoded as a form is
     */
    void add(String pair) {
        add(values, pair);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number; empty when it is missing or none. */
    OptionalLong number(String name) {
        String text = values.getOrDefault(name, "").strip();
        return text.matches("-?\\d{1,12}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    boolean isTrue(String name) {
        return "true".equals(values.get(name));
    }

    /** The key that was shown, wherever. */
    Optional<String> key() {
        return KEYS.stream()
                .map(values::get)
                .filter(shown -> shown != null && !shown.isBlank())
                .findFirst()
                .or(() -> keyInHeader);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String pair : body.split("&", MOST)) {
            try {
                add(values, pair);
            } catch (IllegalArgumentException notEncoded) {
                throw Refusal.update(Form.TXT);
            }
        }
        return values;
    }

    private static void add(Map<String, String> values, String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> json(byte[] body) {
        try {
            Map<String, String> values = new HashMap<>();
            for (var each : new JsonObject(Buffer.buffer(body))) {
                if (each.getValue() != null) {
                    values.put(each.getKey(), each.getValue().toString());
                }
            }
            return values;
        } catch (DecodeException noJson) {
            throw Refusal.update(Form.JSON);
        }
    }
}
