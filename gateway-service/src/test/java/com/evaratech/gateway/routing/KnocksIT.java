package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.reading.Knock;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What telemetry-service hears of a gateway that would pass readings on. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class KnocksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    /** How many connections it was knocked at by. */
    private static int heard(String service) {
        return Integer.parseInt(Gateway.answerOf(EchoServices.address(service) + "/?do=knocks"));
    }

    private static int heard() {
        return heard("telemetry-service");
    }

    /** By one that was there already, nothing would be learnt of the next. */
    @Test
    void shouldKnockAtTelemetryServiceByNewConnectionsAndNowhereElse() {
        int before = heard();

        await().atMost(PATIENCE).until(() -> heard() >= before + 3);

        assertThat(heard("node-service")).isZero();
        assertThat(heard("alert-service")).isZero();
    }

    /** The gate refuses every device meanwhile. */
    @Test
    void shouldKnockOnlyWhileDevicesCanBeKnown() {
        var before = new AtomicInteger(-1);
        try (var _ = TestServer.REDIS.stopped()) {
            await().atMost(PATIENCE)
                    .during(Knock.COUNTS_FOR)
                    .until(KnocksIT::heard, now -> before.getAndSet(now) == now);
        }
        await().atMost(PATIENCE).until(() -> heard() > before.get());
    }

    @Test
    void shouldPassOnNobodyElsesKnocks() {
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

        var answer = Gateway.send(Gateway.request(Knock.PATH, token).POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(404);
    }
}
