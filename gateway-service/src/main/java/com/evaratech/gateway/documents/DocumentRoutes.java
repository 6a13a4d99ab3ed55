package com.evaratech.gateway.documents;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.documents.Files.File;
import com.evaratech.gateway.packing.Gzip;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the API's document and the pages that show it. What was read once stays in memory. */
@Singleton
class DocumentRoutes {

    /** Everything from here; styles are written by the scripts, and ReDoc searches in a worker. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final String DOCUMENT = "/api/openapi.";
    private static final List<String> VERSIONS = List.of("v1", "v2");
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final Map<String, Future<Served>> read = new ConcurrentHashMap<>();

    DocumentRoutes(Vertx vertx) {
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        for (String ending : List.of("json", "yaml")) {
            get(router, DOCUMENT + ending, context -> document(context, ending));
        }
        for (String path :
                List.of("/api/docs", "/api/docs/:file", "/api/redoc", "/api/redoc/:file")) {
            get(router, path, this::file);
        }
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void document(RoutingContext context, String ending) {
        @Nullable String asked = context.queryParams().get("version");
        String version = asked == null ? VERSIONS.getFirst() : asked;
        if (VERSIONS.contains(version)) {
            serve(context, Files.document(context.request().path(), version, ending));
        } else {
            ProblemWriter.answer(
                    context,
                    new InvalidRequest(
                            FieldError.of("version", version, String.join(", ", VERSIONS))));
        }
    }

    private void file(RoutingContext context) {
        String path = context.request().path();
        Files.find(path)
                .ifPresentOrElse(
                        file -> serve(context, file),
                        () -> ProblemWriter.answer(context, new UnknownFile(path)));
    }

    private void serve(RoutingContext context, File file) {
        // Whoever read it first is on another event loop: each answers on its own.
        Context caller = vertx.getOrCreateContext();
        var _ =
                read.computeIfAbsent(
                                file.resource(),
                                resource -> vertx.executeBlocking(() -> Served.read(resource)))
                        .onSuccess(
                                served -> caller.runOnContext(now -> answer(context, file, served)))
                        .onFailure(cause -> caller.runOnContext(now -> context.fail(cause)));
    }

    private static void answer(RoutingContext context, File file, Served served) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.ETAG, served.tag().text())
                // Asked for each time, so that a new release is seen at once; mostly a 304.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Gzip.tellForms(response.headers());
        if (file.isPage()) {
            // Also with a 304, whose headers take the place of those that a browser kept.
            response.putHeader("Content-Security-Policy", POLICY);
        }
        if (served.tag().isAmong(request.headers())) {
            var _ = response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        Buffer body = served.content();
        if (Gzip.isTakenBy(request.headers())) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            body = served.packed();
        }
        var _ =
                response
                        // Said here, since Vert.x leaves it out of answers to HEAD.
                        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                        .end(body);
    }
}
