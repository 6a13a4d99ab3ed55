package com.evaratech.telemetry.laying;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Laid;
import com.evaratech.telemetry.Reporting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every question has the same answer, wherever its rollups lie. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class LayingIT {

    private static final Duration DAYS = Duration.ofDays(12);

    @Inject LaidRollups rollups;
    @Inject LayingMetrics layingMetrics;
    @Inject MeterRegistry metrics;

    private final Instant end =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
    private final Instant begin = end.minus(DAYS);
    private final Placement place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
    private final Reporting tank = Reporting.of(Kind.TANK, "Asia/Kolkata", place);
    private final Reporting other = Reporting.of(Kind.TANK, "Asia/Kolkata", place);
    private final Reporting meter = Reporting.of(Kind.FLOW, "Asia/Kolkata", place);
    private final Reporting well = Reporting.of(Kind.DEEP, "UTC", place);

    @Test
    void shouldAnswerTheSameFromRollupsThatLieTogether() throws SQLException {
        List<Reporting> all = List.of(tank, other, meter, well);
        for (Reporting each : all) {
            each.report(readings(each));
        }
        all.forEach(Reporting::awaitListed);
        List<String> before = answers();
        String places = places();
        double laid = rows();

        lay();

        assertThat(answers()).isEqualTo(before);
        assertThat(places()).isNotEqualTo(places);
        assertThat(rows()).isGreaterThan(laid);
        assertThat(metrics.get("evara.rollups.waiting").tag("what", "quarter").gauge().value())
                .isBetween(0.0, 2 * 86_400.0);

        // What comes late is seen as before.
        tank.report(List.of(reading(tank, begin.plusSeconds(30 * 3_600 + 7), 17.25)));
        meter.report(List.of(reading(meter, begin.plusSeconds(50 * 3_600 + 7), 17.25)));
        List<String> more = answers();
        assertThat(more).isNotEqualTo(before);

        lay();

        assertThat(answers()).isEqualTo(more);
    }

    /** With values that are sums of quarters: however they are added, it comes to the same. */
    private List<Reading> readings(Reporting node) {
        var readings = new ArrayList<Reading>();
        for (Instant at = begin; at.isBefore(end); at = at.plusSeconds(600)) {
            readings.add(reading(node, at, readings.size() / 4.0 % 90));
        }
        return readings;
    }

    private static Reading reading(Reporting node, Instant at, double value) {
        Metric metric =
                switch (Kind.valueOf(node.node().kind())) {
                    case TANK -> Metric.WATER_LEVEL_CM;
                    case FLOW -> Metric.CUMULATIVE_VOLUME_LITRES;
                    case DEEP -> Metric.ENERGY_KWH;
                };
        return Reading.of(at, Map.of(metric, value));
    }

    private double rows() {
        return metrics.get("evara.rollups.laid").tag("what", "quarter").counter().count();
    }

    private void lay() throws SQLException {
        for (Kind kind : Kind.values()) {
            Laid.cleanUp(kind);
            Laid.anew(kind, begin);
        }
        var laying = new Laying(rollups, Clock.systemUTC(), layingMetrics);
        Duration pause;
        do {
            pause = laying.turn();
        } while (pause.toHours() == 0);
    }

    private List<String> answers() {
        var answers = new ArrayList<String>();
        String span = "from=%s&to=%s".formatted(begin, end);
        String nodes =
                "%s,%s,%s,%s"
                        .formatted(
                                tank.node().id(),
                                other.node().id(),
                                meter.node().id(),
                                well.node().id());
        for (String resolution : List.of("15m", "day", "auto")) {
            for (String zone : List.of("Asia/Kolkata", "UTC")) {
                answers.add(
                        answer(
                                tank,
                                "/api/v1/telemetry/series?nodes=%s&%s&points=200&resolution=%s&zone=%s"
                                        .formatted(nodes, span, resolution, zone)));
            }
        }
        answers.add(
                answer(
                        meter,
                        "/api/v1/telemetry/consumption?nodes=%s&by=day&%s"
                                .formatted(meter.node().id(), span)));
        answers.add(
                answer(
                        tank,
                        "/api/v1/telemetry/communities?metric=water_level_cm&zone=Asia/Kolkata&community=%s&%s"
                                .formatted(place.communityId(), span)));
        answers.add(
                answer(
                        tank,
                        "/api/v1/telemetry/export?nodes=%s&%s&format=csv".formatted(nodes, span)));
        return answers;
    }

    private static String answer(Reporting node, String path) {
        return node.asks(path).statusCode(200).extract().asString();
    }

    private String places() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select string_agg(tableoid || ctid::text, ' ' order by begins)
                                from telemetry.rollup_quarter_tank where node_number = %d
                                """
                                        .formatted(tank.node().number()))) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
