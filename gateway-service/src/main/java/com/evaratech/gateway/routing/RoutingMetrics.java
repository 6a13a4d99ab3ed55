package com.evaratech.gateway.routing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What the gateway does about services that do not answer. */
@Singleton
class RoutingMetrics {

    private static final String REPEATED = "evara.routing.repeated";
    private static final String OPEN = "evara.routing.breaker.open";
    private static final String SERVICE = "service";

    private final MeterRegistry registry;

    RoutingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(String service, Breaker breaker) {
        var _ =
                Gauge.builder(OPEN, breaker, each -> each.isOpen() ? 1 : 0)
                        .tag(SERVICE, service)
                        .register(registry);
    }

    /** A request was sent a second time. */
    void repeated(String service) {
        registry.counter(REPEATED, SERVICE, service).increment();
    }
}
