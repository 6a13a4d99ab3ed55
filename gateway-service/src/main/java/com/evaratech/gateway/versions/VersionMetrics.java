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
        this.first = counter(registry, "v1");
        this.second = counter(registry, "v2");
    }

    private static Counter counter(MeterRegistry registry, String version) {
        return Counter.builder(REQUESTS)
                .description("Requests by the version of the API that they ask")
                .tag(VERSION, version)
                .register(registry);
    }

    void askedFirst() {
        first.increment();
    }

    void askedSecond() {
        second.increment();
    }
}
