package com.evaratech.telemetry.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CustomerEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class SeriesIT {

    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    // Midnight of UTC, some days ago.
    private final Instant day =
            LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC)
                    .minusDays(10)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();

    @Test
    void shouldTellLeastAverageAndMostOfEachStep() {
        var tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
        tank.report(
                IntStream.range(0, 120)
                        .mapToObj(minute -> level(day.plusSeconds(60L * minute), minute))
                        .toList());

        ask(tank, "&metrics=water_level_cm&points=4", day, Duration.ofHours(2))
                .body("resolution", equalTo("15m"))
                .body("step", equalTo("PT30M"))
                .body("zone", equalTo("Asia/Kolkata"))
                .body("series", hasSize(1))
                .body("series[0].unit", equalTo("cm"))
                .body("series[0].min", contains(0f, 30f, 60f, 90f))
                .body("series[0].max", contains(29f, 59f, 89f, 119f))
                .body("series[0].avg", contains(14.5f, 44.5f, 74.5f, 104.5f))
                .body("series[0].count", contains(30, 30, 30, 30));
    }

    @Test
    void shouldSayTheSameWhateverItIsMadeFrom() {
        var tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 900; i++) {
            readings.add(level(day.plusSeconds(600L * i), i * 7 % 113));
        }
        tank.report(readings);
        Instant midnight =
                day.atZone(KOLKATA).toLocalDate().plusDays(1).atStartOfDay(KOLKATA).toInstant();

        var answers = new ArrayList<Object>();
        for (String resolution : List.of("raw", "15m", "day")) {
            Response answer =
                    ask(
                                    tank,
                                    "&metrics=water_level_cm&points=4&resolution=" + resolution,
                                    midnight,
                                    Duration.ofDays(4))
                            .body("resolution", equalTo(resolution))
                            .body("step", equalTo("P1D"));
            answers.add(answer.extract().path("series"));
        }

        assertThat(answers.get(0)).isEqualTo(answers.get(1)).isEqualTo(answers.get(2));
        // The days of another zone are put together from quarters of an hour.
        ask(
                        tank,
                        "&metrics=water_level_cm&resolution=day&zone=Europe/Berlin",
                        day,
                        Duration.ofDays(3))
                .body("resolution", equalTo("15m"))
                .body("zone", equalTo("Europe/Berlin"));
    }

    @Test
    void shouldFollowANodeIntoAnotherZone() {
        var tank = Reporting.of(Kind.TANK, "Asia/Kolkata");
        tank.report(List.of(level(day, 10), level(day.plusSeconds(4 * 3_600), 30)));
        var moved = tank.movedTo("Europe/Berlin");
        Instant end = day.plus(Duration.ofDays(1));

        // Not told to its rows yet, and answered all the same.
        ask(moved, "&metrics=water_level_cm&resolution=day", day, Duration.ofHours(12))
                .body("resolution", equalTo("15m"))
                .body("series[0].count", contains(2));
        moved.report(List.of(level(end, 50)));
        ask(moved, "&metrics=water_level_cm&resolution=day", day, Duration.ofHours(12))
                .body("resolution", equalTo("day"))
                .body("series[0].count", contains(2));
    }

    @Test
    void shouldFillStepsWithoutReadingsAsAsked() {
        var tank = Reporting.of(Kind.TANK, "UTC");
        tank.report(List.of(level(day, 10), level(day.plus(Duration.ofHours(3)), 40)));
        String query = "&metrics=water_level_cm&resolution=15m&points=4";
        Duration span = Duration.ofHours(4);

        ask(tank, query, day, span).body("series[0].avg", contains(10f, 40f));
        ask(tank, query + "&fill=null", day, span)
                .body(
                        "series[0].avg",
                        contains(equalTo(10f), nullValue(), nullValue(), equalTo(40f)))
                .body("series[0].count", contains(1, 0, 0, 1));
        ask(tank, query + "&fill=previous", day, span)
                .body("series[0].avg", contains(10f, 10f, 10f, 40f));
        ask(tank, query + "&fill=linear", day, span)
                .body("series[0].avg", contains(10f, 20f, 30f, 40f));
    }

    @Test
    void shouldAnswerForSeveralNodesOfSeveralKindsAtOnce() {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var tank = Reporting.of(Kind.TANK, "UTC", place);
        var meter = Reporting.of(Kind.FLOW, "UTC", place);
        tank.report(List.of(level(day, 10)));
        meter.report(
                List.of(
                        Reading.of(day, Map.of(Metric.PUMP_STATUS, 0.0, Metric.FLOW_RATE_LPM, 5.0)),
                        Reading.of(day.plusSeconds(60), Map.of(Metric.PUMP_STATUS, 1.0))));

        var series =
                tank.asks(
                                ("/api/v1/telemetry/series?nodes=%s,%s&from=%s&to=%s"
                                                + "&metrics=water_level_cm,flow_rate_lpm,pump_status")
                                        .formatted(
                                                meter.node().id(),
                                                tank.node().id(),
                                                day,
                                                day.plusSeconds(900)))
                        .statusCode(200)
                        .body(
                                "series.metric",
                                contains("flow_rate_lpm", "pump_status", "water_level_cm"))
                        .body("series[1].avg", nullValue());

        assertThat(sum(series.path("series[1].counts.RUNNING"))).isEqualTo(1);
        assertThat(sum(series.path("series[1].counts.STOPPED"))).isEqualTo(1);
    }

    @Test
    void shouldNotBeginBeforeThePlanOfACustomer() {
        var customer = UUID.randomUUID();
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), customer);
        var tank = Reporting.of(Kind.TANK, "UTC", place);
        tank.report(
                IntStream.range(0, 10)
                        .mapToObj(i -> level(day.plus(Duration.ofDays(i)), i))
                        .toList());
        TestDirectory.publish(
                new CustomerEntry(1, customer, place.communityId(), place.distributorId(), 5));
        String owner =
                TestTokens.person(
                        Role.CUSTOMER, new Scope.OfCustomer(customer, place.communityId()));
        String query = "&metrics=water_level_cm&resolution=day";

        ask(new Reporting(tank.node(), owner), query, day, Duration.ofDays(10))
                // One less when a day has begun since.
                .body("series[0].count.size()", oneOf(3, 4));
        ask(tank, query, day, Duration.ofDays(10)).body("series[0].count.size()", equalTo(10));
    }

    @Test
    void shouldNameWhatCannotBeUnderstoodAndWhatIsTooMuch() {
        var tank = Reporting.of(Kind.TANK, "UTC");
        String path = "/api/v1/telemetry/series?nodes=" + tank.node().id();

        tank.asks(path + "&metrics=x&from=y&to=z&resolution=1h&points=0&fill=ones&zone=Mars")
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "metrics", "from", "to", "resolution", "points", "fill", "zone"));
        tank.asks("/api/v1/telemetry/series")
                .statusCode(400)
                .body("errors[0].field", equalTo("nodes"));
        tank.asks(path + "&resolution=raw&from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .statusCode(400)
                .body("errors[0].field", equalTo("resolution"));
        tank.asks(path + "&resolution=15m&from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .statusCode(400)
                .body("errors[0].field", equalTo("points"));
        String others =
                Stream.generate(() -> Reporting.of(Kind.TANK, "UTC", tank.node().placement()))
                        .limit(5)
                        .map(other -> "," + other.node().id())
                        .collect(Collectors.joining());
        String tenYears = "&points=10&from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z";
        tank.asks(path + others + tenYears + "&resolution=day").statusCode(200);
        tank.asks(path + others + tenYears + "&resolution=15m")
                .statusCode(400)
                .body("errors[0].field", equalTo("resolution"));
        tank.asks(path + "," + Reporting.of(Kind.TANK, "UTC").node().id()).statusCode(404);
    }

    private static Reading level(Instant at, double level) {
        return Reading.of(at, Map.of(Metric.WATER_LEVEL_CM, level));
    }

    private static Response ask(Reporting node, String query, Instant from, Duration span) {
        return node.asks(
                        "/api/v1/telemetry/series?nodes=%s&from=%s&to=%s%s"
                                .formatted(node.node().id(), from, from.plus(span), query))
                .statusCode(200);
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
