package com.evaratech.gateway.routing;

import io.micrometer.core.instrument.Counter;
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
                        .description("Whether a service that is away is not tried")
                        .tag(SERVICE, service)
                        .register(registry);
        var _ = repeats(service);
    }

    /** A request was sent a second time. */
    void repeated(String service) {
        repeats(service).increment();
    }

    private Counter repeats(String service) {
        return Counter.builder(REPEATED)
                .description("Requests that were sent a second time")
                .tag(SERVICE, service)
                .register(registry);
    }
}
