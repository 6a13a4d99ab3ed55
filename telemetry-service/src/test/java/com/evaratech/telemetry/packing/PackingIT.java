package com.evaratech.telemetry.packing;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.telemetry.Reporting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every question has the same answer, whether its readings are packed or not. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class PackingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject PackedMonths months;
    @Inject PackingMetrics packingMetrics;
    @Inject MeterRegistry metrics;

    private final SplittableRandom random = new SplittableRandom(17);
    // Days around the turn of a month that is long past.
    private final Instant begin =
            Clock.systemUTC()
                    .instant()
                    .atOffset(ZoneOffset.UTC)
                    .minusDays(130)
                    .withDayOfMonth(1)
                    .truncatedTo(ChronoUnit.DAYS)
                    .minusDays(3)
                    .toInstant();
    private final Instant end = begin.plus(Duration.ofDays(7));
    private final Placement place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
    private final Reporting tank = Reporting.of(Kind.TANK, "Asia/Kolkata", place);
    private final Reporting meter = Reporting.of(Kind.FLOW, "Asia/Kolkata", place);
    private final Reporting well = Reporting.of(Kind.DEEP, "Asia/Kolkata", place);

    @Test
    void shouldAnswerTheSameFromPackedReadings() throws SQLException {
        tank.report(readings(4_000, 150, Metric.WATER_LEVEL_CM, Metric.WATER_LEVEL_PERCENT));
        meter.report(readings(3_000, 200, Metric.FLOW_RATE_LPM, Metric.CUMULATIVE_VOLUME_LITRES));
        well.report(readings(60, 10_000, Metric.STATIC_WATER_LEVEL_M, Metric.PUMP_STATUS));
        List.of(tank, meter, well).forEach(Reporting::awaitListed);
        List<String> plain = answers();

        pack();

        assertThat(plainRows()).isZero();
        assertThat(answers()).isEqualTo(plain);
        assertThat(metrics.get("evara.packed.months").gauge().value()).isPositive();
        assertThat(metrics.get("evara.packed.bytes").tag("form", "packed").gauge().value())
                .isPositive();

        // What comes late is seen, and what is corrected.
        tank.report(
                List.of(
                        Reading.of(begin.plusMillis(1), Map.of(Metric.WATER_LEVEL_CM, 17.25)),
                        Reading.of(end.minusMillis(1), Map.of(Metric.PH, 7.5))));
        well.report(List.of(Reading.of(begin.plusSeconds(7), Map.of(Metric.PUMP_STATUS, 2.0))));
        correct(begin, 212.5);
        List<String> more = answers();
        assertThat(more).isNotEqualTo(plain);
        assertThat(more.getFirst()).contains("17.25").contains("212.5");

        pack();

        assertThat(plainRows()).isZero();
        assertThat(answers()).isEqualTo(more);
    }

    /** With values that are sums of quarters: however they are added, it comes to the same. */
    private List<Reading> readings(int count, int secondsApart, Metric often, Metric seldom) {
        var readings = new ArrayList<Reading>();
        double level = 40;
        for (int i = 0; i < count; i++) {
            Map<Metric, Double> values = new HashMap<>();
            level = Math.max(1, level + random.nextInt(-5, 6) / 4.0);
            values.put(often, level);
            if (random.nextInt(50) == 0) {
                values.put(seldom, seldom == Metric.PUMP_STATUS ? random.nextInt(3) : i / 4.0 % 90);
            }
            long jitter = i == 0 ? 0 : random.nextInt(1_000);
            readings.add(Reading.of(begin.plusMillis(secondsApart * 1_000L * i + jitter), values));
        }
        return readings;
    }

    @Test
    void shouldPackNothingUnlessToldSo() throws SQLException {
        tank.report(readings(10, 150, Metric.WATER_LEVEL_CM, Metric.WATER_LEVEL_PERCENT));
        tank.awaitListed();

        assertThat(packing(Optional.empty()).turn()).isEqualTo(Duration.ofHours(1));

        assertThat(plainRows()).isEqualTo(10);
    }

    private Packing packing(Optional<String> days) {
        return new Packing(months, new ColdAge(days), Clock.systemUTC(), packingMetrics);
    }

    private void pack() throws SQLException {
        Packing packing = packing(Optional.of("60"));
        Duration pause;
        do {
            pause = packing.turn();
        } while (pause.toHours() == 0);
    }

    /** Every way in which readings are asked for. */
    private List<String> answers() {
        var answers = new ArrayList<String>();
        String span = "from=%s&to=%s".formatted(begin, end);
        for (Reporting each : List.of(tank, meter, well)) {
            String path = "/api/v1/nodes/%s/telemetry?%s".formatted(each.node().id(), span);
            answers.addAll(pages(each, path + "&limit=10000"));
            answers.addAll(pages(each, path + "&limit=700&order=desc"));
        }
        answers.addAll(
                pages(
                        tank,
                        "/api/v1/nodes/%s/telemetry?%s&limit=9&metrics=water_level_percent"
                                .formatted(tank.node().id(), span)));
        answers.addAll(
                pages(
                        tank,
                        "/api/v1/nodes/%s/telemetry?%s&limit=9&order=desc&metrics=water_level_percent"
                                .formatted(tank.node().id(), span)));
        String nodes = "%s,%s,%s".formatted(tank.node().id(), meter.node().id(), well.node().id());
        for (String resolution : List.of("raw", "15m", "day")) {
            answers.add(
                    answer(
                            tank,
                            "/api/v1/telemetry/series?nodes=%s&%s&points=50&resolution=%s"
                                    .formatted(nodes, span, resolution)));
        }
        answers.add(
                answer(
                        meter,
                        "/api/v1/telemetry/consumption?nodes=%s&by=day&%s"
                                .formatted(meter.node().id(), span)));
        for (String format : List.of("csv", "ndjson")) {
            answers.add(
                    answer(
                            tank,
                            "/api/v1/telemetry/export?nodes=%s&%s&format=%s"
                                    .formatted(nodes, span, format)));
        }
        answers.add(
                answer(
                        tank,
                        "/api/v1/nodes/%s/telemetry/fills?%s".formatted(tank.node().id(), span)));
        answers.add(
                answer(
                        well,
                        "/api/v1/nodes/%s/telemetry/pump-runs?%s"
                                .formatted(well.node().id(), span)));
        return answers;
    }

    private static List<String> pages(Reporting node, String path) {
        var pages = new ArrayList<String>();
        @Nullable String next = "";
        while (next != null) {
            var page = node.asks(path + next).statusCode(200).extract();
            pages.add(page.asString());
            @Nullable String cursor = page.path("next");
            next = cursor == null ? null : "&cursor=" + cursor;
        }
        return pages;
    }

    private static String answer(Reporting node, String path) {
        return node.asks(path).statusCode(200).extract().asString();
    }

    private void correct(Instant at, double level) {
        String path = "/api/v1/nodes/%s/telemetry/corrections".formatted(tank.node().id());
        given().bearer(TestTokens.within(Role.INSTALLER, place))
                .asJson()
                .body(
                        """
                        {"reason": "read by hand",
                            "readings": [{"recorded_at": "%s", "metrics": {"water_level_cm": %s}}]}
                        """
                                .formatted(at, level))
                .post(path)
                .then()
                .statusCode(202);
        await().atMost(PATIENCE).untilAsserted(() -> tank.asks(path).body("items", hasSize(1)));
    }

    private long plainRows() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select (select count(*) from telemetry.telemetry_tank where node_number = %1$d)
                                    + (select count(*) from telemetry.telemetry_flow where node_number = %2$d)
                                    + (select count(*) from telemetry.telemetry_deep where node_number = %3$d)
                                """
                                        .formatted(
                                                tank.node().number(),
                                                meter.node().number(),
                                                well.node().number()))) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }
}
