package com.evaratech.telemetry.ingest;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.reading.Knock;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.BusSetting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What this service tells of itself as a source of readings. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class HttpBeatsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 16;

    @Inject Bus bus;
    @Inject StreamDefinition readings;
    @Inject SmallRyeHealthReporter health;
    @Inject MeterRegistry meters;

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @AfterEach
    void keepData() {
        BusSetting.appendFsync("always");
    }

    private static long number(String sql) {
        try (Connection connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static long read() {
        return number("select sum(read_count) from telemetry.stream_position");
    }

    private static long counted() {
        return number("select coalesce(sum(readings), 0) from telemetry.outcome");
    }

    private static long dead() {
        return number("select count(*) from telemetry.dead_letter");
    }

    @Test
    void shouldMovePositionsOnAndLeaveAccountsOfReadingsAlone() {
        long counted = counted();
        long dead = dead();
        long read = read();

        await().atMost(PATIENCE)
                .until(() -> {
                    knock();
                    return read() >= read + 3 * PARTITIONS;
                });

        assertThat(counted()).isEqualTo(counted);
        assertThat(dead()).isEqualTo(dead);
    }

    /** Every device is refused meanwhile, and none is silent. */
    @Test
    void shouldTellOfNoWorkWhileNobodyCanBeKnown() {
        TestDirectory.clear();

        String last = awaitSilence(this::newestAfterAKnock);
        assertThat(up()).isZero();
        TestDirectory.markComplete();
        awaitBeatBehind(last);
    }

    /** No device gets here meanwhile, and none is silent. */
    @Test
    void shouldTellOfNoWorkWhileNoGatewayGetsThrough() {
        awaitBeatBehind(newest());
        assertThat(up()).isEqualTo(1);

        String last = awaitSilence(this::newest);

        assertThat(up()).isZero();
        awaitBeatBehind(last);
    }

    /** What others ask goes past the door. */
    @Test
    void shouldTakeNothingElseForAKnock() {
        String last = awaitSilence(this::newest);

        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() ->
                        given().get(Knock.PATH).statusCode() == 404
                                && given().post("/knocks").statusCode() == 404
                                && given().post("/api/v1/telemetry").statusCode() == 401
                                && newest().equals(last));
    }

    @Test
    void shouldCountKnocksAsNobodysRequests() {
        knock();
        assertThat(given().post("/knocks").statusCode()).isEqualTo(404);

        await().atMost(PATIENCE).until(() -> requests("/no-route") > 0);
        assertThat(requests(Knock.PATH)).isZero();
    }

    private long requests(String uri) {
        return meters.find("http.server.requests").tag("uri", uri).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Plays a gateway. */
    private static void knock() {
        assertThat(given().post(Knock.PATH).statusCode()).isEqualTo(204);
    }

    private String newestAfterAKnock() {
        knock();
        return newest();
    }

    private double up() {
        return meters.get(HttpSource.UP).gauge().value();
    }

    /** Until nothing more comes; what came last. */
    private static String awaitSilence(Supplier<String> newest) {
        var before = new AtomicReference<>("");
        return await().atMost(PATIENCE)
                .during(Duration.ofSeconds(3))
                .until(newest::get, now -> before.getAndSet(now).equals(now));
    }

    private void awaitBeatBehind(String last) {
        await().atMost(PATIENCE)
                .until(() -> {
                    knock();
                    return !newest().equals(last);
                });
    }

    /** The id of a partition's newest entry, empty when there is none. */
    private String newest() {
        try (BusConnection connection = bus.connect()) {
            var last =
                    Command.of(Protocol.Command.XREVRANGE)
                            .arg(readings.keys(0).stream())
                            .arg("+")
                            .arg("-")
                            .arg("COUNT")
                            .arg(1);
            return connection.call(last).list().stream()
                    .findFirst()
                    .map(entry -> entry.list().getFirst().text())
                    .orElse("");
        }
    }

    @Test
    void shouldNotBeReadyWhileTheBusMayLoseWhatItTakes() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(durability().getString("status")).isEqualTo("UP"));

        BusSetting.appendFsync("everysec");

        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(durability().getString("status")).isEqualTo("DOWN");
                    assertThat(durability().getJsonObject("data").getString("fault"))
                            .contains("appendfsync is everysec and must be always");
                });
    }

    private JsonObject durability() {
        return health.getReadiness().getPayload().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("name").equals("Durable bus Redis"))
                .findFirst()
                .orElseThrow();
    }
}
