package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Fleet;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that there are, and of which nothing has ever come. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class NeverReportedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject InstantSource clock;

    private final Fleet fleet = Fleet.create();
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void look() {
        now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void shouldTellOfANodeThatHasNeverReported() {
        NodeEntry early = fleet.registered(now.minusSeconds(7_200));
        NodeEntry late = fleet.registered(now);
        NodeEntry unknown = fleet.tank();
        ofNeverReported(3_600);

        awaitReasons(early, "open");
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', metric, threshold, value >= 7200,
                                    message like 'Nothing has ever come%%')
                                from alerting.alert where node_id = '%s'
                                """
                                        .formatted(early.id())))
                .containsExactly("silent_seconds 3600 t t");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(phases(late)).containsExactly("pending"));
        assertThat(phases(unknown)).isEmpty();

        TestDirectory.publish(new StatusEntry(1, early.id(), NodeStatus.ONLINE, now, now, null));
        TestDirectory.publish(new StatusEntry(1, late.id(), NodeStatus.ONLINE, now, now, null));
        awaitReasons(early, "resolved cleared");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(phases(late)).isEmpty());
        assertThat(reasons(late)).isEmpty();
    }

    @Test
    void shouldTellOfANodeThatIsRegisteredLaterWhenItsTimeComes() {
        ofNeverReported(3);

        NodeEntry node = fleet.registered(clock.instant());

        awaitReasons(node, "open");
        TestDirectory.removeNode(node.id());
        awaitReasons(node, "resolved node_deleted");
    }

    @Test
    void shouldLeaveNodesThatHaveNeverReportedToRulesThatTellOfThem() {
        NodeEntry node = fleet.registered(now.minusSeconds(7_200));
        UUID _ = rule(fleet, everywhere(), "{\"kind\": \"silence\", \"after_seconds\": 0}");
        NodeEntry other = fleet.tank();
        TestDirectory.publish(
                new StatusEntry(1, other.id(), NodeStatus.OFFLINE, now, now, now.minusSeconds(90)));

        awaitReasons(other, "open");
        assertThat(reasons(node)).isEmpty();
    }

    private void ofNeverReported(int seconds) {
        UUID _ =
                rule(
                        fleet,
                        everywhere(),
                        "{\"kind\": \"silence\", \"after_seconds\": 0, \"never_reported_after_seconds\": %d}"
                                .formatted(seconds));
    }

    private static void awaitReasons(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(node)).containsExactly(expected));
    }
}
