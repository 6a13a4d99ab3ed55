package com.evaratech.gateway.packing;

import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides as each answer begins whether it is packed. The server does it, part by part as it
 * writes, so that nothing is held back and a caller that does not read holds up its service as
 * ever.
 *
 * <p>Only what was asked for by GET: what answers with a token or a key that is shown once is never
 * packed, since the length of such an answer would tell of what is in it (docs/adr/0021).
 */
@Singleton
class Packing {

    private static final int NO_CONTENT = 204;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** What shrinks. Events are not among it: each has to be there at once. */
    private static final Set<String> TYPES =
            Set.of(
                    "application/json",
                    "application/problem+json",
                    "application/x-ndjson",
                    "application/yaml",
                    "image/svg+xml",
                    "text/css",
                    "text/csv",
                    "text/html",
                    "text/javascript");

    void register(@Observes Filters filters) {
        Station.PACKING.filter(filters, this::watch);
    }

    private void watch(RoutingContext context) {
        context.addHeadersEndHandler(sent ->
                decide(
                        context.request(),
                        context.response().getStatusCode(),
                        context.response().headers()));
        context.next();
    }

    static void decide(HttpServerRequest request, int status, MultiMap answer) {
        if (answer.contains(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY, true)) {
            // Said by the platform of every answer, for whoever knows better to take off.
            answer.remove(HttpHeaders.CONTENT_ENCODING);
        }
        if (answer.contains(HttpHeaders.CONTENT_ENCODING)) {
            Gzip.tellForms(answer);
        } else if (!READING.contains(request.method()) || !isWorthIt(status, answer)) {
            leave(request, status, answer);
        } else if (isRefused(request.headers())) {
            // The server overlooks that when another coding is taken.
            Gzip.tellForms(answer);
            leave(request, status, answer);
        } else {
            Gzip.tellForms(answer);
            if (request.method().equals(HttpMethod.HEAD) && Gzip.isTakenBy(request.headers())) {
                // As GET would have it, whose length nobody knows before it is packed.
                answer.remove(HttpHeaders.CONTENT_LENGTH);
                answer.set(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            }
        }
    }

    private static boolean isRefused(MultiMap request) {
        return request.contains(HttpHeaders.ACCEPT_ENCODING) && !Gzip.isTakenBy(request);
    }

    private static boolean isWorthIt(int status, MultiMap answer) {
        return status != PARTIAL_CONTENT
                && !hasNoBody(status)
                && TYPES.contains(type(answer.get(HttpHeaders.CONTENT_TYPE)))
                && lengthOf(answer) >= Gzip.WORTH_BYTES
                && !hasStrongTag(answer)
                && answer.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .noneMatch(line -> line.contains("no-transform"));
    }

    private static boolean hasNoBody(int status) {
        return status < 200 || status == NO_CONTENT || status == NOT_MODIFIED;
    }

    private static String type(@Nullable String contentType) {
        return contentType == null
                ? ""
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** In bytes; what is not known, because it is being made, may be long. */
    private static long lengthOf(MultiMap answer) {
        @Nullable String length = answer.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? Long.MAX_VALUE : Long.parseLong(length);
    }

    /** It names the very bytes, and whoever changes what it read sends it back so. */
    private static boolean hasStrongTag(MultiMap answer) {
        @Nullable String tag = answer.get(HttpHeaders.ETAG);
        return tag != null && !tag.startsWith("W/");
    }

    /**
     * Has the server leave an answer as it is. It takes the word off again, but only where it would
     * have packed: not from an answer without a body, and not from one of HTTP/1.0.
     */
    private static void leave(HttpServerRequest request, int status, MultiMap answer) {
        if (!hasNoBody(status)
                && lengthOf(answer) > 0
                && !request.method().equals(HttpMethod.HEAD)
                && request.version().equals(HttpVersion.HTTP_1_1)) {
            answer.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
    }
}
