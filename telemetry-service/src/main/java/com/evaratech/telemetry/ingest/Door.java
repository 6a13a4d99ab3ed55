package com.evaratech.telemetry.ingest;

import com.evaratech.common.reading.Knock;
import com.evaratech.common.request.FilterPriority;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/**
 * The gateways in front, by their {@link Knock knocks}: whether one of them got through to this
 * replica lately.
 */
@Singleton
class Door {

    // Whoever knocks is no caller: there is nobody to identify.
    private static final int BEFORE_THE_GATE = FilterPriority.GATE + 1;

    private static final int NO_CONTENT = 204;

    private final LongSupplier nanoTime;
    private volatile long openUntilNanos;

    Door() {
        this(System::nanoTime);
    }

    /**
     * One at which nobody has knocked.
     *
     * @param nanoTime a clock that only goes forward
     */
    Door(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.openUntilNanos = nanoTime.getAsLong();
    }

    void register(@Observes Filters filters) {
        filters.register(this::listen, BEFORE_THE_GATE);
    }

    private void listen(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (HttpMethod.POST.equals(request.method()) && Knock.PATH.equals(request.path())) {
            hear();
            var _ = context.response().setStatusCode(NO_CONTENT).end();
        } else {
            context.next();
        }
    }

    /** Somebody knocks. */
    void hear() {
        openUntilNanos = nanoTime.getAsLong() + Knock.COUNTS_FOR.toNanos();
    }

    /** Whether somebody knocked lately. */
    boolean isOpen() {
        return openUntilNanos - nanoTime.getAsLong() > 0;
    }
}
