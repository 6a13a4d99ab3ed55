package com.evaratech.gateway.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** How many listen, what they were sent, and why the gateway ended connections. */
@Singleton
class LiveMetrics {

    private static final String CONNECTIONS = "evara.live.connections";
    private static final String MESSAGES = "evara.live.messages";
    private static final String ENDED = "evara.live.ended";
    private static final String RESUMED = "evara.live.resumed";

    private final MeterRegistry registry;
    private final Counter messages;
    private final Counter whole;
    private final Counter reset;
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);

    LiveMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.messages = registry.counter(MESSAGES);
        this.whole = registry.counter(RESUMED, "outcome", "whole");
        this.reset = registry.counter(RESUMED, "outcome", "reset");
        for (Ending ending : Ending.values()) {
            ended.put(ending, registry.counter(ENDED, "reason", ending.tag()));
        }
    }

    void watch(Supplier<Number> connections) {
        var _ = Gauge.builder(CONNECTIONS, connections).register(registry);
    }

    void sent() {
        messages.increment();
    }

    /** Somebody came back, and could be told what came meanwhile, or not. */
    void resumed(boolean toldAll) {
        (toldAll ? whole : reset).increment();
    }

    void ended(Ending ending) {
        Counter counter = ended.get(ending);
        if (counter != null) {
            counter.increment();
        }
    }
}
