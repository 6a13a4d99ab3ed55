package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code watch} as a person calls it; what arrives by it is {@code FirstWalkIT}'s. Run by {@link
 * RunningFleetIT}.
 */
abstract class WatchIT {

    @TempDir private Path home;

    private final LocalFleet fleet;

    WatchIT(LocalFleet fleet) {
        this.fleet = fleet;
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommand() throws IOException, InterruptedException {
        Ran topic = fleet.run("watch", "everything");
        assertThat(topic.status()).isEqualTo(2);
        assertThat(topic.errors())
                .contains("\"everything\" is no topic; topics are readings, alerts, node:UUID");
        Ran until = fleet.run("watch", "--until", "monday");
        assertThat(until.status()).isEqualTo(2);
        assertThat(until.errors())
                .contains("--until must be one of reading, alert, resolved, not \"monday\"");
        Ran count = fleet.run("watch", "--count", "0");
        assertThat(count.status()).isEqualTo(2);
        assertThat(count.errors()).contains("--count must be a whole number from 1, not \"0\"");
    }

    @Test
    void shouldSayThatNothingRuns() throws IOException, InterruptedException {
        Ran result = new LocalFleet(home).run("watch");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("Evara is not running; start it with: ./evara up -d");
    }

    @Test
    void shouldListenConnectAgainAndEndInOrder() throws IOException, InterruptedException {
        Ran refused = fleet.run("watch", "--token", "a.b.c");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors()).contains("the gateway does not accept the token (401)");

        Ran over = fleet.run("watch", "--until", "alert", "--within", "1");
        assertThat(over.status()).isEqualTo(1);
        assertThat(over.errors()).contains("it has not come within the time given");

        try (Said watch = fleet.listenTo("watch")) {
            assertThat(watch.next()).isEqualTo("listening at %s (Ctrl-C ends it)", fleet.gateway());
            killGateway();
            assertThat(watch.next())
                    .isEqualTo("listening again; what came in between was not shown");
            watch.interrupt();
            assertThat(watch.status()).isZero();
        }
    }

    private void killGateway() throws IOException {
        fleet.record()
                .path("parts")
                .forEach(part -> {
                    if (part.path("name").asText().equals("gateway-service")) {
                        ProcessHandle.of(part.path("process").path("pid").asLong())
                                .ifPresent(gateway -> {
                                    var _ = gateway.destroyForcibly();
                                });
                    }
                });
    }
}
