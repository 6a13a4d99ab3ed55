package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Outcome.Arrived;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import com.evaratech.alert.deliveries.Outcome.Spared;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliveryAttemptIT {

    // As it could be kept before ports were checked.
    private static final String NO_PORT = "http://127.0.0.1:70000/";
    private static final Duration LONG_AGO = Duration.ofHours(25);

    @Inject DeliveryAttempt attempt;
    @Inject RouteSecrets secrets;
    @Inject InstantSource clock;

    @Test
    void shouldTryAgainWhatCannotBeTriedAndGiveItUpInTheEnd() throws InterruptedException {
        Instant now = clock.instant();

        assertThat(attempt.of(delivery(1, null, now, NO_PORT))).isInstanceOf(NotYet.class);
        assertThat(attempt.of(delivery(1, null, now.minus(LONG_AGO), NO_PORT)))
                .isInstanceOf(Never.class);
    }

    @Test
    void shouldNotSpareWhoMayHaveHeardOfTheBeginning() throws Exception {
        NodeEntry tank = Fleet.create().tank();
        TestDirectory.publish(
                new StatusEntry(
                        1, tank.id(), NodeStatus.MAINTENANCE, Alerting.NOON, Alerting.NOON, null));
        Instant now = clock.instant();
        try (Receiver receiver = Receiver.open()) {
            Outcome first = attempt.of(delivery(1, tank.id(), now, receiver.url()));
            Outcome second = attempt.of(delivery(2, tank.id(), now, receiver.url()));

            assertThat(first).isEqualTo(new Spared());
            assertThat(second).isEqualTo(new Arrived());
        }
    }

    private Claimed delivery(int attempts, @Nullable UUID nodeId, Instant createdAt, String url) {
        UUID route = UUID.randomUUID();
        return new Claimed(
                1,
                UUID.randomUUID(),
                attempts,
                createdAt,
                "opened",
                "{}",
                nodeId,
                true,
                new Target(
                        1,
                        route,
                        RouteKind.WEBHOOK,
                        url,
                        secrets.make(route, null).sealed(),
                        null));
    }
}
