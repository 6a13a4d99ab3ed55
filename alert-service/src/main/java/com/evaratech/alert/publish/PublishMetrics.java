package com.evaratech.alert.publish;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.outbox.OutboxEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts the alerts that were told to have opened or ended, by severity; a row for each from the
 * start. And how long after its reading an alert was told to have opened.
 */
@Singleton
class PublishMetrics {

    static final String TRANSITIONS = "evara.alert.transitions";
    static final String LATENCY = "evara.alert.latency";

    // From a device's own request, where a second is long, to a channel that was polled late.
    private static final Duration[] LATENCY_BUCKETS =
            IntStream.of(1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600)
                    .mapToObj(Duration::ofSeconds)
                    .toArray(Duration[]::new);

    private final Map<Series, Counter> counters = new HashMap<>();

    private final Timer latency;
    private final InstantSource clock;

    private record Series(AlertEvent.Type type, String severity) {}

    PublishMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.latency =
                Timer.builder(LATENCY)
                        .description("From the time of a reading to its alert being told")
                        .serviceLevelObjectives(LATENCY_BUCKETS)
                        .register(registry);
        for (AlertEvent.Type type : AlertEvent.Type.values()) {
            for (Severity severity : Severity.values()) {
                counters.put(
                        new Series(type, severity.code()),
                        Counter.builder(TRANSITIONS)
                                .description("Alerts opened and resolved, as told by this replica")
                                .tag("transition", type.code())
                                .tag("severity", severity.code())
                                .register(registry));
            }
        }
    }

    void told(OutboxEvent event) {
        String json = event.change().payload();
        if (json != null) {
            AlertEvent.Type type = AlertJson.type(json);
            AlertFacts alert = AlertJson.alert(json);
            if (type == AlertEvent.Type.OPENED) {
                // A device's clock may be ahead; a timer leaves out what is below zero.
                latency.record(Duration.between(alert.openedAt(), clock.instant()));
            }
            var series = new Series(type, alert.severity());
            Counter counter = counters.get(series);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
