package com.evaratech.common.problem;

import com.evaratech.common.request.RequestId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Answers a request with a problem where no JAX-RS resource is involved. */
public final class ProblemWriter {

    private ProblemWriter() {}

    /**
     * Ends the response with this error. A response whose head is on its way can carry no other
     * status any more, so it is cut off instead: the caller must not take it for whole.
     */
    public static void answer(RoutingContext context, ProblemException exception) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        exception
                .retryAfter()
                .map(wait -> Long.toString(wait.toSeconds()))
                .ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds));
        response.setStatusCode(exception.status().code())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encodeToBuffer(Problem.of(exception, RequestId.of(context))));
    }
}
