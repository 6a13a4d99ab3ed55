package com.evaratech.common.stream.publish;

import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What publishers tell: accepted entries, refused ones by reason, sizes of batches, and how full
 * the bus is.
 */
final class PublisherMetrics {

    private final Counter accepted;

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    private final DistributionSummary batches;

    private volatile Memory memory = new Memory(0, 0);

    /** Of the server: bytes used, and bytes allowed (0: as many as there are). */
    record Memory(long used, long allowed) {}

    PublisherMetrics(MeterRegistry meters, StreamDefinition stream) {
        accepted =
                Counter.builder("evara.stream.accepted.entries")
                        .description("Entries that the bus has on its disk")
                        .tag("stream", stream.name())
                        .register(meters);
        for (Refusal reason : Refusal.values()) {
            refused.put(
                    reason,
                    Counter.builder("evara.stream.refused.entries")
                            .description("Entries that were not accepted, by reason")
                            .tag("stream", stream.name())
                            .tag("reason", reason.tag())
                            .register(meters));
        }
        batches =
                DistributionSummary.builder("evara.stream.publish.batch.entries")
                        .description("Entries sent in one go")
                        .tag("stream", stream.name())
                        .register(meters);
        bytes(meters, stream, "used", "Memory that the bus uses", it -> it.memory.used());
        bytes(
                meters,
                stream,
                "limit",
                "Memory that the bus may use; 0 when it has no limit",
                it -> it.memory.allowed());
    }

    private void bytes(
            MeterRegistry meters,
            StreamDefinition stream,
            String which,
            String description,
            ToDoubleFunction<PublisherMetrics> value) {
        var _ =
                Gauge.builder("evara.bus.memory." + which, this, value)
                        .description(description)
                        .baseUnit("bytes")
                        .tag("stream", stream.name())
                        .strongReference(true)
                        .register(meters);
    }

    /** The server's memory as it was looked at last. */
    void memory(Memory now) {
        memory = now;
    }

    /** Counts a batch whose entries all have their answer. */
    void count(List<Pending> batch) {
        if (batch.isEmpty()) {
            return;
        }
        batches.record(batch.size());
        for (Pending pending : batch) {
            switch (pending.answer().join()) {
                case Accepted _ -> accepted.increment();
                case Refused(Refusal reason, var _) -> refused(reason);
            }
        }
    }

    /** Counts an entry that was not accepted. */
    void refused(Refusal reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
    }
}
