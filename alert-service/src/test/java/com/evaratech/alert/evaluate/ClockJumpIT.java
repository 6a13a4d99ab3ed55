package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.judged;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A device whose clock runs ahead for a while, as far as readings are accepted, and is put back.
 */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class ClockJumpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();

    @Test
    void shouldNeitherEndNorReopenByReadingsOfAClockThatWasPutBack() {
        UUID _ = rule(fleet, everywhere(), 0);
        send(level(0, 50), level(5, 9));
        awaitAlerts("open 5");

        // Back to where it should be: what is said now was overtaken by what was said ahead.
        send(level(1, 50), level(2, 60), level(3, 9), level(4, 60));
        send(level(6, 9));
        awaitJudged(6);
        assertThat(alerts(tank)).containsExactly("open 5");

        send(level(7, 50));
        awaitAlerts("resolved 5 7 cleared");
    }

    @Test
    void shouldNotCountTheJumpTwiceForADuration() {
        UUID _ = rule(fleet, everywhere(), 300);
        // Four minutes ahead, then right: five minutes have passed at minute 7, by either clock.
        send(level(0, 50), level(2, 9), level(5, 9));
        awaitJudged(5);
        assertThat(alerts(tank)).isEmpty();

        send(level(2, 9), level(3, 9), level(4, 9), level(5, 9), level(6, 9));
        awaitJudged(6);
        assertThat(alerts(tank)).isEmpty();

        send(level(7, 9));
        awaitAlerts("open 7");
    }

    @Test
    void shouldNotOpenByOneReadingAhead() {
        UUID _ = rule(fleet, everywhere(), 120);
        send(level(0, 9), level(5, 50));
        awaitJudged(5);

        send(level(1, 9), level(2, 9), level(3, 9));
        send(level(6, 50));

        awaitJudged(6);
        assertThat(alerts(tank)).isEmpty();
    }

    private void send(Reading... readings) {
        new Alerting(publisher).send(tank, readings);
    }

    private void awaitAlerts(String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts(tank)).containsExactly(expected));
    }

    private void awaitJudged(int minute) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(judged(tank)).containsOnly("" + minute));
    }
}
