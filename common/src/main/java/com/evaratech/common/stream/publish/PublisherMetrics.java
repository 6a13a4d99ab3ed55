package com.evaratech.common.stream.publish;

import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What publishers tell: accepted entries, refused ones by reason, sizes of batches. */
final class PublisherMetrics {

    private final Counter accepted;

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    private final DistributionSummary batches;

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
                case Refused(Refusal reason, var _) ->
                        Objects.requireNonNull(refused.get(reason)).increment();
            }
        }
    }
}
