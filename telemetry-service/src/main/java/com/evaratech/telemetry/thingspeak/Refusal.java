package com.evaratech.telemetry.thingspeak;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An error as ThingSpeak's clients expect it, which is seldom a problem document. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final Form form;
    private final String body;
    private final transient @Nullable Duration wait;

    private Refusal(int status, Form form, String body, @Nullable Duration wait) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.form = form.ofRefusals();
        this.body = body;
        this.wait = wait;
    }

    /** Errors that have a name. */
    enum Named {
        BAD_REQUEST(400, "Bad Request"),
        AUTH_REQUIRED(401, "Authorization Required"),
        RESOURCE_NOT_FOUND(404, "Resource Not Found"),
        METHOD_INVALID(405, "Method Invalid"),
        CONFLICT(409, "Conflict"),
        REQUEST_TOO_LARGE(413, "Request Too Large"),
        TOO_MANY_REQUESTS(429, "Too Many Requests"),
        UNAVAILABLE(503, "Service Unavailable");

        private final int status;
        private final String message;

        Named(int status, String message) {
            this.status = status;
            this.message = message;
        }
    }

    /** An update that is not taken: the number 0, in any form. */
    static Refusal update(Form form) {
        return new Refusal(BAD_REQUEST, form, "0", null);
    }

    /** An update that comes too soon: 0 as well, but with status 200. */
    static Refusal updateTooSoon(Form form, Duration wait) {
        return new Refusal(OK, form, "0", wait);
    }

    /** An update that cannot be taken now, and is to be sent again. */
    static Refusal updateLater(Form form, Duration wait) {
        return new Refusal(Named.UNAVAILABLE.status, form, "0", wait);
    }

    /** A feed that the key does not open: status 400 and the number -1. */
    static Refusal feed() {
        return new Refusal(BAD_REQUEST, Form.JSON, "-1", null);
    }

    /** A single row that is not there or not to be seen: status 200 and -1. */
    static Refusal row(Form form) {
        return new Refusal(OK, form, form == Form.JSON ? "\"-1\"" : "-1", null);
    }

    /** An error object. */
    static Refusal of(Named error, String details) {
        return of(error, details, null);
    }

    /** An error object that says when to come back. */
    static Refusal of(Named error, String details, @Nullable Duration wait) {
        var body =
                new JsonObject()
                        .put("status", Integer.toString(error.status))
                        .put(
                                "error",
                                new JsonObject()
                                        .put(
                                                "error_code",
                                                "error_" + error.name().toLowerCase(Locale.ROOT))
                                        .put("message", error.message)
                                        .put("details", details));
        return new Refusal(error.status, Form.JSON, body.encode(), wait);
    }

    Response response() {
        var response = Response.status(status).type(form.mediaType()).entity(body);
        if (status == Named.METHOD_INVALID.status) {
            response.header(HttpHeaders.ALLOW, HttpMethod.GET);
        }
        if (wait != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
        }
        return response.build();
    }
}
