package com.evaratech.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How requests whose answers may be kept were answered. */
@Singleton
class CacheMetrics {

    private static final String REQUESTS = "evara.cache.requests";

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

    /** Where the answer came from. */
    enum Outcome {
        /** It was kept. */
        HIT,
        /** Another request of this replica was being answered with it. */
        SHARED,
        /** The service, for the first time. */
        MISS,
        /** The service: something has just changed. */
        CHANGING,
        /** The service: Redis does not answer, or another replica took too long. */
        AROUND;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CacheMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder(REQUESTS)
                            .description("Requests of routes whose answers are kept")
                            .tag("outcome", outcome.tag())
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        Objects.requireNonNull(outcomes.get(outcome)).increment();
    }
}
