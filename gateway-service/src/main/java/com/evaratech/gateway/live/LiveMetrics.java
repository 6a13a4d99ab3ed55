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
        this.messages =
                Counter.builder(MESSAGES)
                        .description("Messages sent to those who listen")
                        .register(registry);
        this.whole = resumed("whole");
        this.reset = resumed("reset");
        for (Ending ending : Ending.values()) {
            ended.put(
                    ending,
                    Counter.builder(ENDED)
                            .description("Connections that the gateway ended")
                            .tag("reason", ending.tag())
                            .register(registry));
        }
    }

    private Counter resumed(String outcome) {
        return Counter.builder(RESUMED)
                .description("Clients that came back")
                .tag("outcome", outcome)
                .register(registry);
    }

    void watch(Supplier<Number> connections) {
        var _ =
                Gauge.builder(CONNECTIONS, connections)
                        .description("Open connections of those who listen")
                        .register(registry);
    }

    /** As many were sent a message. */
    void sent(int receivers) {
        messages.increment(receivers);
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
