package com.evaratech.telemetry.mqtt;

import com.evaratech.telemetry.ingest.Taken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** How many devices are connected, what became of their messages, and why some were sent away. */
@Singleton
class MqttMetrics {

    private static final String CONNECTIONS = "evara.mqtt.connections";
    private static final String WAITING_BYTES = "evara.mqtt.waiting.bytes";
    private static final String MESSAGES = "evara.mqtt.messages";
    private static final String REJECTED = "evara.mqtt.rejected";
    private static final String REFUSED = "evara.mqtt.refused";
    private static final String ENDED = "evara.mqtt.ended";
    private static final String REASON = "reason";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter rejected;
    private final Counter held;
    private final Counter dropped;

    MqttMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter(MESSAGES, OUTCOME, "accepted");
        this.rejected = registry.counter(MESSAGES, OUTCOME, "rejected");
        this.held = registry.counter(MESSAGES, OUTCOME, "held");
        this.dropped = registry.counter(MESSAGES, OUTCOME, "dropped");
        for (Refused each : Refused.values()) {
            var _ = refusals(each);
        }
        for (Ending each : Ending.values()) {
            var _ = endings(each);
        }
    }

    void watch(Supplier<Number> connections, Supplier<Number> waitingBytes) {
        var _ = Gauge.builder(CONNECTIONS, connections).register(registry);
        var _ = Gauge.builder(WAITING_BYTES, waitingBytes).register(registry);
    }

    /** A message has its answer, or has to wait for it. */
    void count(Taken taken) {
        switch (taken) {
            case Taken.Accepted _ -> accepted.increment();
            case Taken.Rejected(String reason, String _) -> {
                rejected.increment();
                registry.counter(REJECTED, REASON, reason).increment();
            }
            case Taken.Later _ -> held.increment();
        }
    }

    /** Messages came whose connection ended before they were taken. */
    void dropped(int messages) {
        dropped.increment(messages);
    }

    void refused(Refused why) {
        refusals(why).increment();
    }

    void ended(Ending why) {
        endings(why).increment();
    }

    private Counter refusals(Refused why) {
        return registry.counter(REFUSED, REASON, why.tag());
    }

    private Counter endings(Ending why) {
        return registry.counter(ENDED, REASON, why.tag());
    }
}
