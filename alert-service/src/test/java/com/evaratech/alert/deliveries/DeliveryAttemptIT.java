package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Outcome.NotYet;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
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

        assertThat(attempt.of(delivery(now, NO_PORT))).isInstanceOf(NotYet.class);
        assertThat(attempt.of(delivery(now.minus(LONG_AGO), NO_PORT))).isInstanceOf(Never.class);
    }

    private Claimed delivery(Instant createdAt, String url) {
        UUID route = UUID.randomUUID();
        return new Claimed(
                1,
                UUID.randomUUID(),
                1,
                createdAt,
                "opened",
                "{}",
                null,
                true,
                1,
                route,
                url,
                secrets.make(route).sealed());
    }
}
