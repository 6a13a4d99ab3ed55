package com.evaratech.telemetry.pump;

import static org.hamcrest.Matchers.equalTo;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class PumpHoursIT {

    private final Instant begin =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS).minusSeconds(86_400);

    @Test
    void shouldTellRunsOfAWellsPump() {
        var well = Reporting.of(Kind.DEEP, "Asia/Kolkata");
        well.report(
                List.of(
                        Reading.of(
                                begin,
                                Map.of(
                                        Metric.PUMP_STATUS, 1.0,
                                        Metric.STATIC_WATER_LEVEL_M, 20.0)),
                        Reading.of(
                                begin.plusSeconds(600),
                                Map.of(
                                        Metric.PUMP_STATUS, 0.0,
                                        Metric.FLOW_RATE_LPM, 100.0,
                                        Metric.DYNAMIC_WATER_LEVEL_M, 24.0)),
                        Reading.of(
                                begin.plusSeconds(2_400),
                                Map.of(
                                        Metric.PUMP_STATUS, 1.0,
                                        Metric.STATIC_WATER_LEVEL_M, 20.2))));

        well.asks("/api/v1/nodes/%s/telemetry/pump-runs?from=%s".formatted(well.node().id(), begin))
                .statusCode(200)
                .body("starts", equalTo(1))
                .body("run_hours", equalTo(0.5f))
                .body("runs[0].flow_rate_lpm", equalTo(100f))
                .body("runs[0].well.draw_down_m", equalTo(4f))
                .body("runs[0].well.specific_capacity_lpm_per_m", equalTo(25f))
                .body("runs[0].well.recovery_seconds", equalTo(0));
    }

    @Test
    void shouldRefuseANodeWithoutAPump() {
        var tank = Reporting.of(Kind.TANK, "UTC");

        tank.asks("/api/v1/nodes/%s/telemetry/pump-runs".formatted(tank.node().id()))
                .statusCode(400)
                .body("errors[0].allowed", equalTo("a node of kind FLOW or DEEP"));
    }
}
