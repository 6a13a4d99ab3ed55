package com.evaratech.gateway.door;

import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Tells browsers to be careful with every answer. A header that an answer has already stays: what
 * answers with a page knows what the page needs.
 */
@Singleton
class SecurityHeaders {

    private static final Map<String, String> ALWAYS =
            Map.of(
                    // Answers are data: nothing in them is to be run, shown in a frame or guessed.
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    // Off: browsers' own guessing at scripts opened holes (docs/adr/0020).
                    "X-XSS-Protection", "0",
                    "Referrer-Policy", "no-referrer");

    private static final String HSTS = "Strict-Transport-Security";

    private final Origins origins;
    private final String hsts;

    SecurityHeaders(DoorConfig config, Origins origins) {
        this.origins = origins;
        this.hsts = "max-age=%d; includeSubDomains".formatted(config.hstsAge().toSeconds());
    }

    void register(@Observes Filters filters) {
        Station.SECURITY_HEADERS.filter(filters, this::watch);
    }

    private void watch(RoutingContext context) {
        context.addHeadersEndHandler(sent -> complete(context));
        context.next();
    }

    private void complete(RoutingContext context) {
        MultiMap headers = context.response().headers();
        ALWAYS.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        // By HTTP it must not be said, and would not be believed (RFC 6797 §7.2).
        if (origins.of(context.request()).isEncrypted()) {
            headers.set(HSTS, hsts);
        }
    }
}
