package com.evaratech.bench.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** A service that answers everything with a page of a few nodes, at no cost worth mentioning. */
final class PlayedService {

    // 1 KB: a reading, an alert, a short page.
    private static final String BODY = "{\"items\":[\"" + "x".repeat(1_000) + "\"],\"next\":null}";
    private static final int BACKLOG = 1_024;

    private final HttpServer server;

    private PlayedService(HttpServer server) {
        this.server = server;
    }

    static PlayedService start(Vertx vertx) throws Exception {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG))
                        .requestHandler(request -> {
                            var _ =
                                    request.response()
                                            .putHeader("Content-Type", "application/json")
                                            .end(BODY);
                        });
        var _ =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        return new PlayedService(server);
    }

    int port() {
        return server.actualPort();
    }
}
