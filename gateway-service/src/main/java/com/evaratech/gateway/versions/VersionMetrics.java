package com.evaratech.gateway.versions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Who still asks which version: what an operator wants to know before one ends. */
@Singleton
class VersionMetrics {

    private static final String REQUESTS = "evara.api.requests";
    private static final String VERSION = "version";

    private final Counter first;
    private final Counter second;

    VersionMetrics(MeterRegistry registry) {
        this.first = registry.counter(REQUESTS, VERSION, "v1");
        this.second = registry.counter(REQUESTS, VERSION, "v2");
    }

    void askedFirst() {
        first.increment();
    }

    void askedSecond() {
        second.increment();
    }
}
