package com.evaratech.telemetry.tank;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class TankEventsIT {

    private final Instant begin =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS).minusSeconds(86_400);

    @Test
    void shouldTellFillsAndDrainsAndHowLongItLasts() {
        var tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
        List<Reading> readings = new ArrayList<>();
        double[] levels = {40, 50, 60, 70, 80, 75, 70, 65, 60};
        for (int i = 0; i < levels.length; i++) {
            readings.add(
                    Reading.of(
                            begin.plusSeconds(900L * i),
                            Map.of(Metric.WATER_LEVEL_PERCENT, levels[i])));
        }
        tank.report(readings);

        tank.asks("/api/v1/nodes/%s/telemetry/fills?from=%s".formatted(tank.node().id(), begin))
                .statusCode(200)
                .body("events.type", contains("FILL", "DRAIN"))
                .body("filled", equalTo(40f))
                .body("drained", equalTo(20f))
                .body("unit", equalTo("%"))
                .body("outlook.change_per_hour", equalTo(-20f))
                .body("outlook.empty_at", notNullValue());
    }

    @Test
    void shouldRefuseASpanOfMoreReadingsThanItLooksThrough() throws SQLException {
        var tank = Reporting.of(Kind.TANK, "UTC");
        tank.report(List.of(Reading.of(begin, Map.of(Metric.WATER_LEVEL_PERCENT, 50.0))));
        try (var runtime = EvaraServers.connectAsRuntime("telemetry");
                var statement = runtime.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            """
                            insert into telemetry.telemetry_tank
                                (node_number, recorded_at, water_level_percent)
                            select %d, timestamptz '%s' + n * interval '10 milliseconds', 50
                            from generate_series(1, 100000) n
                            """
                                    .formatted(tank.node().number(), begin));
        }
        String path = "/api/v1/nodes/%s/telemetry/fills?from=".formatted(tank.node().id());

        tank.asks(path + begin)
                .statusCode(400)
                .body("errors[0].field", equalTo("from"))
                .body("errors[0].allowed", equalTo("a shorter span: no more than 100000 readings"));
        tank.asks(path + begin.plusSeconds(1)).statusCode(200);
    }

    @Test
    void shouldNameWhatCannotBeUnderstood() {
        var meter = Reporting.of(Kind.FLOW, "UTC");
        var tank = Reporting.of(Kind.TANK, "UTC");

        tank.asks(
                        "/api/v1/nodes/%s/telemetry/fills?metric=ph&change=0&from=x&to=y"
                                .formatted(tank.node().id()))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("metric", "change", "from", "to"));
        tank.asks(
                        "/api/v1/nodes/%s/telemetry/fills?from=2020-01-01T00:00:00Z"
                                .formatted(tank.node().id()))
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
        meter.asks("/api/v1/nodes/%s/telemetry/fills".formatted(meter.node().id()))
                .statusCode(400)
                .body("errors[0].allowed", equalTo("a node of kind TANK"));
    }
}
