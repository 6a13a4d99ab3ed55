package com.evaratech.local.thingspeak.protocol;

import io.vertx.core.json.JsonObject;

/** The bodies with which ThingSpeak refuses. */
public final class Errors {
    private Errors() {}

    /** Error object of a status that ThingSpeak names; others have no {@code error_code}. */
    public static Answer of(int status) {
        return switch (status) {
            case 400 ->
                    error(
                            status,
                            "error_bad_request",
                            "Bad Request",
                            "The request cannot be fulfilled due to bad" + " syntax.");
            case 401 ->
                    error(
                            status,
                            "error_auth_required",
                            "Authorization Required",
                            "Please make sure that your API" + " key is correct.");
            case 404 ->
                    error(
                            status,
                            "error_resource_not_found",
                            "Resource Not Found",
                            "The requested resource was" + " not found.");
            case 405 ->
                    error(
                            status,
                            "error_method_invalid",
                            "Method Invalid",
                            "Please check that you are using the" + " correct HTTP method.");
            case 409 ->
                    error(
                            status,
                            "error_conflict",
                            "Conflict",
                            "The request conflicts with data that exists" + " already.");
            case 413 ->
                    error(
                            status,
                            "error_request_too_large",
                            "Request Too Large",
                            "Your request is too large;" + " please reduce its size.");
            case 429 ->
                    error(
                            status,
                            "error_too_many_requests",
                            "Too Many Requests",
                            "Please wait before making" + " another request.");
            default ->
                    Answer.of(
                            status,
                            Format.JSON,
                            new JsonObject().put("status", Integer.toString(status)).encode());
        };
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

    private static Answer error(int status, String code, String message, String details) {
        JsonObject error =
                new JsonObject()
                        .put("error_code", code)
                        .put("message", message)
                        .put("details", details);
        JsonObject body =
                new JsonObject().put("status", Integer.toString(status)).put("error", error);
        return Answer.of(status, Format.JSON, body.encode());
    }
}
