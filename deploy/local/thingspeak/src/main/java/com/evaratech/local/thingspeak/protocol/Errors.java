package com.evaratech.local.thingspeak.protocol;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The bodies with which ThingSpeak refuses. */
public final class Errors {
    private Errors() {}

    private record Named(String code, String message, String details) {}

    private static final Map<Integer, Named> NAMED =
            Map.of(
                    400, named("bad_request", "Bad Request", "The request has bad syntax."),
                    401, named("auth_required", "Authorization Required", "Check the API key."),
                    402, named("payment_required", "Payment Required", "The licence forbids it."),
                    404, named("resource_not_found", "Resource Not Found", "It was not found."),
                    405, named("method_invalid", "Method Invalid", "Check the HTTP method."),
                    409, named("conflict", "Conflict", "It conflicts with data that exists."),
                    413, named("request_too_large", "Request Too Large", "Make it smaller."),
                    421, named("no_action", "No Action Performed", "Nothing was done."),
                    422, named("invalid_byte_sequence", "Invalid Byte Sequence", "Not UTF-8."),
                    429, named("too_many_requests", "Too Many Requests", "Wait a moment."));

    /** Error object of a status that ThingSpeak names; others have no {@code error_code}. */
    public static Answer of(int status) {
        JsonObject body = new JsonObject().put("status", Integer.toString(status));
        Named named = NAMED.get(status);
        if (named != null) {
            body.put(
                    "error",
                    new JsonObject()
                            .put("error_code", named.code())
                            .put("message", named.message())
                            .put("details", named.details()));
        }
        return Answer.of(status, Format.JSON, body.encode());
    }

    private static Named named(String code, String message, String details) {
        return new Named("error_" + code, message, details);
    }

    /**
     * Feeds of a private channel without the right key: status 400 and the number -1, whatever the
     * format.
     */
    static Answer feedsRefused() {
        return Answer.of(400, Format.JSON, "-1");
    }

    /** A single row that is not there or not to be seen: status 200 and -1, as a string in JSON. */
    static Answer rowRefused(Format format) {
        return switch (format) {
            case JSON -> Answer.of(200, format, "\"-1\"");
            case XML -> Answer.of(200, format, "<nil-classes type=\"array\"/>\n");
            case CSV, TEXT -> Answer.of(200, format, "-1");
        };
    }
}
