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
        this.accepted = messages("accepted");
        this.rejected = messages("rejected");
        this.held = messages("held");
        this.dropped = messages("dropped");
        for (Refused each : Refused.values()) {
            var _ = refusals(each);
        }
        for (Ending each : Ending.values()) {
            var _ = endings(each);
        }
    }

    void watch(Supplier<Number> connections, Supplier<Number> waitingBytes) {
        var _ =
                Gauge.builder(CONNECTIONS, connections)
                        .description("Devices that are connected")
                        .register(registry);
        var _ =
                Gauge.builder(WAITING_BYTES, waitingBytes)
                        .description("What messages that wait for their answer occupy")
                        .register(registry);
    }

    /** A message has its answer, or has to wait for it. */
    void count(Taken taken) {
        switch (taken) {
            case Taken.Accepted _ -> accepted.increment();
            case Taken.Rejected(String reason, String _) -> {
                rejected.increment();
                counter(REJECTED, "Messages that are of no use", REASON, reason).increment();
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
        return counter(REFUSED, "Connections that were not let in", REASON, why.tag());
    }

    private Counter endings(Ending why) {
        return counter(ENDED, "Connections that were ended", REASON, why.tag());
    }

    private Counter messages(String outcome) {
        return counter(MESSAGES, "Messages of devices", OUTCOME, outcome);
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder(name).description(description).tag(tag, value).register(registry);
    }
}
