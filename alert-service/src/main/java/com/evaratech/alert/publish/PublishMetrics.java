package com.evaratech.alert.publish;

import com.evaratech.alert.rules.Severity;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.outbox.OutboxEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the alerts that were told to have opened or ended, by severity; a row for each from the
 * start.
 */
@Singleton
class PublishMetrics {

    static final String TRANSITIONS = "evara.alert.transitions";

    private final Map<Series, Counter> counters = new HashMap<>();

    private record Series(AlertEvent.Type type, String severity) {}

    PublishMetrics(MeterRegistry registry) {
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
            var series = new Series(AlertJson.type(json), AlertJson.alert(json).severity());
            Counter counter = counters.get(series);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
