package com.evaratech.poller.history;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.poller.fixture.Account;
import com.evaratech.poller.fixture.Published;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.ThingSpeak.Row;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "polling")
@WithThingSpeak
class HistoryIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int ROWS = 2_500;

    @Inject InstantSource clock;

    private final TestChannel tank = TestChannel.tank();
    private final String admin = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

    @BeforeEach
    void fill() {
        TestDirectory.markComplete();
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
        ThingSpeak.create(tank.id());
        List<Row> rows =
                IntStream.range(0, ROWS)
                        .mapToObj(second -> new Row(start.plusSeconds(second), "1.5", "3.7"))
                        .toList();
        ThingSpeak.add(tank.id(), rows);
        ThingSpeak.add(tank.id(), new Row(start.minus(Duration.ofDays(5)), "1.5", "3.7"));
        tank.publish();
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        assertThat(Account.of(tank.node().id()).accepted()).isEqualTo(ROWS + 1));
    }

    @AfterEach
    void endPolling() {
        ThingSpeak.behave();
        tank.remove();
    }

    @Test
    void shouldReadThePastAgainByTheMappingAsItIsNow() {
        List<FieldMapping> both =
                List.of(
                        FieldMapping.plain(1, Metric.WATER_LEVEL_CM),
                        FieldMapping.plain(2, Metric.TEMPERATURE_C));
        tank.with(tank.id(), null, 1, both).publish();

        begin(3).statusCode(202).body("state", equalTo("running")).body("days", is(3));

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        show().statusCode(200)
                                .body("state", equalTo("done"))
                                .body("progress_percent", is(100))
                                .body("rows_read", is(ROWS))
                                .body("rows_accepted", is(ROWS)));
        assertThat(Published.readings(tank.node().number()))
                .filteredOn(reading -> reading.metrics().contains(Metric.TEMPERATURE_C))
                .extracting(Reading::recordedAt)
                .doesNotHaveDuplicates()
                .hasSize(ROWS);
        assertThat(Account.of(tank.node().id()).fetched()).isEqualTo(ROWS + 1);
    }

    @Test
    void shouldGoOnWhereItWasBrokenOff() {
        ThingSpeak.spoil(
                tank.id(), 1_000_000, new JsonObject().put("kind", "status").put("status", 404));
        begin(10).statusCode(202);
        show().body("state", equalTo("running"))
                .body("progress_percent", lessThan(100))
                .body("ended_at", nullValue());

        ThingSpeak.behave();

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() ->
                        show().body("state", equalTo("done")).body("rows_read", is(ROWS + 1)));
    }

    @Test
    void shouldRefuseADurationThatIsNone() {
        begin(0).statusCode(400)
                .body("errors[0].field", equalTo("days"))
                .body("errors[0].value", equalTo("0"))
                .body("errors[0].allowed", equalTo("a whole number from 1 to 400"));
        begin(401).statusCode(400);
        given().bearer(admin).asJson().put(path(tank.node().id())).then().statusCode(400);
    }

    @Test
    void shouldKnowNoImportThatNobodyAskedFor() {
        show().statusCode(404).body("code", equalTo("history_import_not_found"));
        given().bearer(admin).delete(path(tank.node().id())).then().statusCode(204);
        given().bearer(admin).delete(path(UUID.randomUUID())).then().statusCode(404);
    }

    @Test
    void shouldEndAnImport() {
        begin(400).statusCode(202);

        given().bearer(admin).delete(path(tank.node().id())).then().statusCode(204);

        show().statusCode(404);
    }

    @Test
    void shouldEndWhenTheNodeGetsAnotherChannel() {
        ThingSpeak.spoil(
                tank.id(), 1_000_000, new JsonObject().put("kind", "status").put("status", 404));
        begin(400).statusCode(202);
        TestChannel other = tank.withChannel(TestChannel.tank().id());
        ThingSpeak.create(other.id());

        other.publish();

        await().atMost(LONGEST_WAIT).untilAsserted(() -> show().statusCode(404));
    }

    @Test
    void shouldNotImportWhatIsOfAnotherTenant() {
        String stranger =
                TestTokens.person(Role.COMMUNITY_ADMIN, new Scope.OfCommunity(UUID.randomUUID()));

        given().bearer(stranger)
                .asJson()
                .body("{\"days\":3}")
                .put(path(tank.node().id()))
                .then()
                .statusCode(404)
                .body("code", equalTo("channel_not_found"));
    }

    private Response begin(int days) {
        return given().bearer(admin)
                .asJson()
                .body("{\"days\":%d}".formatted(days))
                .put(path(tank.node().id()))
                .then();
    }

    private Response show() {
        return given().bearer(admin).get(path(tank.node().id())).then();
    }

    private static String path(UUID node) {
        return "/api/v1/channels/%s/history".formatted(node);
    }
}
