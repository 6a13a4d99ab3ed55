package com.evaratech.alert.deliveries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts attempts to tell receivers, by what became of them; a row for each from the start. */
final class DeliveryCounts {

    private static final List<Outcome> POSSIBLE =
            List.of(
                    new Outcome.Arrived(),
                    new Outcome.NotYet(""),
                    new Outcome.Never(""),
                    new Outcome.Held(Duration.ZERO, ""),
                    new Outcome.Withdrawn(false),
                    new Outcome.Spared());

    private final Map<String, Counter> counters;

    DeliveryCounts(MeterRegistry registry) {
        this.counters =
                POSSIBLE.stream()
                        .map(Outcome::code)
                        .collect(Collectors.toMap(code -> code, code -> of(code, registry)));
    }

    void count(Outcome outcome) {
        Counter counter = counters.get(outcome.code());
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter of(String code, MeterRegistry registry) {
        return Counter.builder(DeliverySender.DELIVERIES)
                .description("Attempts to tell receivers of alerts")
                .tag("outcome", code)
                .register(registry);
    }
}
