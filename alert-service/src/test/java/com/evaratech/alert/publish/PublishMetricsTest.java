package com.evaratech.alert.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.Version;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishMetricsTest {

    private static final Instant READING = Instant.parse("2026-05-01T12:05:00Z");
    private static final AlertFacts OPEN =
            new AlertFacts(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    "Runs dry",
                    "critical",
                    UUID.randomUUID(),
                    new Placement(UUID.randomUUID(), UUID.randomUUID(), null),
                    new Crossing("water_level_percent", "lt", 20, 12.25),
                    READING,
                    null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = READING;
    private final PublishMetrics metrics = new PublishMetrics(registry, () -> now);

    private void tell(AlertEvent.Type type, AlertFacts alert) {
        var change = new OutboxChange("alert", "key", AlertJson.write(type, alert));
        metrics.told(new OutboxEvent(UUID.randomUUID(), new Version(1, 1), change, null, now));
    }

    private Timer latency() {
        return registry.get(PublishMetrics.LATENCY).timer();
    }

    @Test
    void shouldCountWhatOpenedAndEndedBySeverity() {
        tell(AlertEvent.Type.OPENED, OPEN);
        tell(AlertEvent.Type.RESOLVED, OPEN.ended(new Ending(now, "cleared"), 30));

        assertThat(registry.get(PublishMetrics.TRANSITIONS).tag("severity", "critical").counters())
                .hasSize(2)
                .allMatch(counter -> counter.count() == 1);
    }

    @Test
    void shouldMeasureFromTheReadingToWhenItsAlertWasTold() {
        now = READING.plusSeconds(90);

        tell(AlertEvent.Type.OPENED, OPEN);

        assertThat(latency().totalTime(TimeUnit.SECONDS)).isCloseTo(90, within(0.001));
    }

    @Test
    void shouldMeasureNothingOfEndsAndOfClocksThatAreAhead() {
        now = READING.minus(Duration.ofMinutes(1));
        tell(AlertEvent.Type.OPENED, OPEN);
        now = READING.plusSeconds(90);
        tell(AlertEvent.Type.RESOLVED, OPEN.ended(new Ending(now, "cleared"), 30));

        assertThat(latency().count()).isZero();
    }
}
