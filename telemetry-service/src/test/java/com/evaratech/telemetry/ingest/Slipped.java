package com.evaratech.telemetry.ingest;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests with readings that went on to the resource. */
@Singleton
class Slipped {

    private final AtomicInteger count = new AtomicInteger();

    void register(@Observes Router router) {
        router.post("/api/v1/telemetry").order(SmallBodyRoute.ORDER + 1).handler(this::count);
    }

    private void count(RoutingContext context) {
        count.incrementAndGet();
        context.next();
    }

    int count() {
        return count.get();
    }
}
