package com.evaratech.telemetry.correction;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class CorrectionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant hour =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS).minusSeconds(86_400);
    private final Reporting tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
    private final String path = "/api/v1/nodes/" + tank.node().id() + "/telemetry";
    private final String installer = TestTokens.within(Role.INSTALLER, tank.node().placement());

    @Test
    void shouldTakeThePlaceOfWhatWasMeasuredInAllThatFollowsFromIt() {
        tank.report(List.of(level(hour, 100), level(hour.plusSeconds(60), 900)));

        correct("sensor under water", hour.plusSeconds(60), "water_level_cm", 110).statusCode(202);

        awaitCorrections(1);
        tank.asks(path + "?from=" + hour)
                .body("items.metrics.water_level_cm", contains(100f, 110f))
                .body("items[1].metrics.ph", equalTo(7f));
        tank.asks(path + "/latest").body("metrics.water_level_cm", equalTo(110f));
        for (String resolution : List.of("15m", "day")) {
            series(resolution)
                    .body("resolution", equalTo(resolution))
                    .body("series[0].max[0]", equalTo(110f))
                    .body("series[0].avg[0]", equalTo(105f))
                    .body("series[0].count[0]", equalTo(2));
        }
    }

    @Test
    void shouldTellWhoCorrectedWhatAndWhy() {
        tank.report(List.of(level(hour, 100)));
        correct("first", hour, "water_level_cm", 120).statusCode(202);
        awaitCorrections(1);
        correct("read by hand", hour.plusSeconds(5), "water_level_percent", 60).statusCode(202);

        awaitCorrections(2);
        tank.asks(path + "/corrections")
                .body("items.reason", contains("read by hand", "first"))
                .body("items[0].before", nullValue())
                .body("items[0].after.water_level_percent", equalTo(60))
                .body("items[1].before.water_level_cm", equalTo(100))
                .body("items[1].before.ph", equalTo(7))
                .body("items[1].after.water_level_cm", equalTo(120));
        tank.asks(path + "?from=" + hour).body("items", hasSize(2));
        String next =
                tank.asks(path + "/corrections?limit=1")
                        .body("items.reason", contains("read by hand"))
                        .extract()
                        .path("next");
        tank.asks(path + "/corrections?limit=1&cursor=" + next)
                .body("items.reason", contains("first"))
                .body("next", nullValue());
    }

    @Test
    void shouldNotBeUndoneByReadingsAndCorrectionsThatComeAgain() throws SQLException {
        execute("create table telemetry.position_before as table telemetry.stream_position");
        tank.report(List.of(level(hour, 100)));
        correct("one", hour, "water_level_cm", 120).statusCode(202);
        correct("two", hour, "water_level_cm", 130).statusCode(202);
        awaitCorrections(2);

        execute(
                """
                update telemetry.stream_position now
                set position_ms = old.position_ms, position_seq = old.position_seq,
                    read_count = old.read_count
                from telemetry.position_before old where old.partition = now.partition
                """);
        execute("drop table telemetry.position_before");
        tank.report(List.of(level(hour.plusSeconds(1), 50)));

        awaitCorrections(2);
        tank.asks(path + "?from=" + hour).body("items.metrics.water_level_cm", contains(130f, 50f));
        series("15m").body("series[0].max[0]", equalTo(130f));
    }

    @Test
    void shouldNameEveryFieldThatCannotBeAccepted() {
        post("""
        {"reason": "x", "readings": [
            {"recorded_at": "yesterday", "metrics": {"ph": 99, "flow_rate_lpm": 1}},
            {"recorded_at": "2001-01-01T00:00:00Z", "metrics": {}}]}
        """)
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "readings[0].recorded_at",
                                "readings[0].metrics.ph",
                                "readings[0].metrics.flow_rate_lpm",
                                "readings[1].recorded_at",
                                "readings[1].metrics"));
        post("{\"readings\": []}").statusCode(400).body("errors[0].field", equalTo("readings"));
        post("""
        {"readings": [
            {"recorded_at": "%1$s", "metrics": {"ph": 7}},
            {"recorded_at": "%2$s", "metrics": {"water_level_cm": 110}}]}
        """
                        .formatted(hour, hour.plusNanos(900_000)))
                .statusCode(400)
                .body("errors.field", contains("readings[1].recorded_at"))
                .body("errors[0].allowed", equalTo("each time once, to the millisecond"));
        correct("no\\u0000text", hour, "ph", 7)
                .statusCode(400)
                .body("errors.field", contains("reason"));
    }

    private Response series(String resolution) {
        return tank.asks(
                "/api/v1/telemetry/series?nodes=%s&metrics=water_level_cm&resolution=%s&from=%s&to=%s"
                        .formatted(tank.node().id(), resolution, hour, hour.plusSeconds(900)));
    }

    private Response correct(String reason, Instant at, String metric, double value) {
        return post(
                """
                {"reason": "%s", "readings": [{"recorded_at": "%s", "metrics": {"%s": %s}}]}
                """
                        .formatted(reason, at, metric, value));
    }

    private Response post(String body) {
        return given().bearer(installer).asJson().body(body).post(path + "/corrections").then();
    }

    private void awaitCorrections(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        tank.asks(path + "/corrections")
                                                .extract()
                                                .<List<Object>>path("items"))
                                .hasSize(count));
    }

    private static Reading level(Instant at, double level) {
        return Reading.of(at, Map.of(Metric.WATER_LEVEL_CM, level, Metric.PH, 7.0));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("telemetry");
                var statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
        }
    }
}
