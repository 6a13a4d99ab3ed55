package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Clients of whom nothing is heard. */
@QuarkusTest
@TestProfile(LiveLimitsIT.Impatient.class)
@WithEvaraServers(schema = "")
class LiveLimitsIT {

    /** Short enough to wait for, long enough for a busy machine to answer. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "evara.live.ping-interval", "1s",
                    "evara.live.first-message-timeout", "4s",
                    "evara.live.connections", "2");
        }
    }

    @Inject MeterRegistry metrics;

    @Test
    void shouldEndAClientThatNeverSaysWhatItWants() {
        try (var client = LiveClient.connect(viewer())) {
            client.awaitClose(4408);
        }
    }

    @Test
    void shouldEndAClientThatDoesNotAnswerPings() {
        try (var silent = LiveClient.connectWithoutReading(viewer());
                var other = LiveClient.connect(viewer()).subscribe("all")) {
            var before = silences();
            silent.say("{\"subscribe\":\"all\"}");

            await().atMost(LiveClient.PATIENCE).until(() -> silences() > before);

            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void shouldBoundTheConnectionsOfAProcess() {
        await().atMost(LiveClient.PATIENCE)
                .until(() -> metrics.get("evara.live.connections").gauge().value() == 0);
        try (var first = LiveClient.connect(viewer()).subscribe("all");
                var second = LiveClient.connect(viewer()).subscribe("all")) {
            assertThat(LiveClient.refusal(viewer(), "")).isEqualTo(503);
            await().during(Duration.ofSeconds(2)).until(() -> first.isOpen() && second.isOpen());
        }
    }

    private double silences() {
        return metrics.counter("evara.live.ended", "reason", "silent").count();
    }

    private static String viewer() {
        return TestTokens.person(Role.VIEWER, new Scope.OfCommunity(UUID.randomUUID()));
    }
}
