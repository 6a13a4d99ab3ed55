package com.evaratech.gateway.door;

import com.evaratech.common.problem.Problem;
import com.evaratech.common.problem.Status;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Why the door ends a connection. */
enum Cut {
    /** Nothing was ever said on it. */
    SILENT(Status.REQUEST_TIMEOUT, "Nothing was sent."),
    /** The head of a request takes too long. */
    SLOW_HEAD(Status.REQUEST_TIMEOUT, "The head of the request did not come in time."),
    /** The body of a request takes too long. */
    SLOW_BODY(Status.REQUEST_TIMEOUT, "The body of the request did not come in time."),
    /** More header fields than anybody needs. */
    MANY_FIELDS(
            Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The request has more header fields than are read."),
    /** A head that servers read differently, or not at all. */
    UNCLEAR_HEAD(
            Status.BAD_REQUEST,
            "The request must be of HTTP/1.1 or 1.0, with one host in ASCII, and of 1.0 without"
                    + " Transfer-Encoding.");

    private final Status status;
    private final String detail;

    Cut(Status status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /** As metrics and problems name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A whole answer as it goes over the wire. No part of the server has seen the request, so none
     * can be asked to answer it.
     */
    byte[] answer() {
        String id = UUID.randomUUID().toString();
        String body = Json.encode(Problem.of(status, code(), detail, List.of(), id));
        return """
        HTTP/1.1 %d %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Connection: close\r
        Cache-Control: no-store\r
        X-Content-Type-Options: nosniff\r
        X-Request-Id: %s\r
        \r
        %s\
        """
                .formatted(
                        status.code(),
                        status.title(),
                        Problem.MEDIA_TYPE,
                        body.getBytes(StandardCharsets.UTF_8).length,
                        id,
                        body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
