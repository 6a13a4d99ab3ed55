package com.evaratech.poller.channels;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class ChannelHealthIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    @Inject InstantSource clock;
    @Inject MeterRegistry meters;

    private final TestChannel tank = TestChannel.tank();

    @BeforeEach
    void prepare() {
        TestDirectory.markComplete();
    }

    @AfterEach
    void endPolling() {
        tank.remove();
    }

    @Test
    void shouldTellThatAllIsReadAndWhatWasNotAccepted() {
        ThingSpeak.create(tank.id());
        ThingSpeak.add(
                tank.id(),
                new Row(clock.instant().minusSeconds(60), "100", "3.7"),
                new Row(clock.instant().minusSeconds(50), "nan", null));

        tank.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        health().body("state", equalTo("healthy"))
                                .body("node_id", equalTo(tank.node().id().toString()))
                                .body("channel_id", is((int) tank.id()))
                                .body("source.name", equalTo("thingspeak"))
                                .body("source.answering", is(true))
                                .body("schedule.interval_seconds", is(1.0f))
                                .body("schedule.failures", is(0))
                                .body("schedule.last_success_at", notNullValue())
                                .body("last_row_at", notNullValue())
                                .body("missing_rows", is(0))
                                .body("rows.fetched", is(2))
                                .body("rows.accepted", is(1))
                                .body("rejections.reason", hasItem("not_a_number")));
    }

    @Test
    void shouldTellAChannelThatOnlyItsMappingCanMend() {
        String _ = ThingSpeak.createPrivate(tank.id());

        tank.publish();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        health().body("state", equalTo("refused"))
                                .body("last_error.kind", equalTo("key_refused")));
    }

    @Test
    void shouldTellAChannelThatIsPutOffAgainAndAgain() throws SQLException {
        ThingSpeak.create(tank.id());
        tank.withInterval(3_600).publish();
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> health().body("state", equalTo("healthy")));

        change("due_since = now() - interval '5 minutes'");

        health().body("state", equalTo("late"))
                .body("schedule.late_seconds", greaterThanOrEqualTo(300f));
        await().atMost(LONGEST_WAIT)
                .until(() -> meters.get("evara.poll.longest.due").gauge().value() >= 300);

        change("next_due_at = now()");

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> health().body("state", equalTo("healthy")));
        assertThat(meters.get("evara.poll.lag").timer().max(TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(300);
    }

    @Test
    void shouldTellAChannelThatWasNotReadForLongerThanItsPace() throws SQLException {
        ThingSpeak.create(tank.id());
        tank.withInterval(3_600).publish();
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> health().body("state", equalTo("healthy")));

        change("last_success_at = now() - interval '2 hours'");

        health().body("state", equalTo("late"));
    }

    private void change(String columns) throws SQLException {
        try (Connection runtime = EvaraServers.connectAsRuntime("polling");
                var set =
                        runtime.prepareStatement(
                                "update polling.channel set %s where node_id = ?"
                                        .formatted(columns))) {
            set.setObject(1, tank.node().id());
            assertThat(set.executeUpdate()).isEqualTo(1);
        }
    }

    private Response health() {
        return given().bearer(TestTokens.person(Role.SUPERADMIN, new Scope.Everything()))
                .get("/api/v1/channels/%s/health".formatted(tank.node().id()))
                .then()
                .statusCode(200);
    }
}
