package com.evaratech.telemetry.consumption;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.Reporting;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class ConsumptionIT {

    private static final String ZONE = "Asia/Kathmandu";

    // Midnight at the meters, some days ago.
    private final Instant day =
            LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of(ZONE))
                    .minusDays(20)
                    .atStartOfDay(ZoneId.of(ZONE))
                    .toInstant();

    @Test
    void shouldTellWhatAMeterCountedByHourAndByDay() {
        var meter = Reporting.of(Kind.FLOW, ZONE);
        // 10 litres each half hour, over two days; the first reading has nothing to come from.
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 96; i++) {
            readings.add(stood(day.plusSeconds(1_800L * i), 500 + 10.0 * i));
        }
        meter.report(readings);

        ask(meter, "by=hour", day, Duration.ofHours(3))
                .body("unit", equalTo("L"))
                .body("zone", equalTo(ZONE))
                .body("amounts", contains(10f, 20f, 20f))
                .body("total", equalTo(50f));
        ask(meter, "by=day", day, Duration.ofDays(3))
                .body("nodes[0].amounts", contains(equalTo(470f), equalTo(480f), nullValue()))
                .body("total", equalTo(950f));
        // By the days of another zone as much, otherwise divided.
        ask(meter, "by=day&zone=UTC", day, Duration.ofDays(3)).body("total", equalTo(950f));
    }

    @Test
    void shouldCountOnBehindAResetATurnAndAGap() {
        var meter = Reporting.of(Kind.FLOW, ZONE);
        meter.report(
                List.of(
                        stood(day, 9_900),
                        stood(day.plus(Duration.ofHours(1)), 9_990),
                        // its four digits are used up
                        stood(day.plus(Duration.ofHours(2)), 15),
                        stood(day.plus(Duration.ofDays(1)), 500),
                        // another meter in its place
                        stood(day.plus(Duration.ofHours(25)), 40),
                        // two days without a reading
                        stood(day.plus(Duration.ofDays(4)), 100)));

        ask(meter, "by=day", day, Duration.ofDays(5))
                .body(
                        "amounts",
                        contains(
                                equalTo(90f),
                                equalTo(510f),
                                nullValue(),
                                nullValue(),
                                equalTo(100f)));
    }

    @Test
    void shouldCountNothingForAZeroThatWasAMistakeWhereverRowsAreCut() {
        var meter = Reporting.of(Kind.FLOW, ZONE);
        meter.report(
                List.of(
                        stood(day, 999_990),
                        stood(day.plus(Duration.ofMinutes(15)), 1_000_000),
                        // some quarters of an hour, and a night, without its memory
                        stood(day.plus(Duration.ofHours(22)), 0),
                        stood(day.plus(Duration.ofHours(23)), 0),
                        stood(day.plus(Duration.ofHours(25)), 0),
                        stood(day.plus(Duration.ofHours(26)), 1_000_010),
                        stood(day.plus(Duration.ofHours(27)), 1_000_006),
                        stood(day.plus(Duration.ofHours(28)), 1_000_020)));

        ask(meter, "by=day", day, Duration.ofDays(2)).body("amounts", contains(10f, 20f));
        ask(meter, "by=day&zone=UTC", day, Duration.ofDays(3)).body("total", equalTo(30f));
        // From the midst of it, too.
        ask(meter, "by=hour", day.plus(Duration.ofHours(26)), Duration.ofHours(3))
                .body("amounts", contains(10f, 0f, 10f));
    }

    @Test
    void shouldBeExactWhenReadingsComeLateInTheMidst() {
        var meter = Reporting.of(Kind.FLOW, ZONE);
        meter.report(
                List.of(
                        stood(day, 100),
                        stood(day.plusSeconds(600), 4),
                        stood(day.plusSeconds(660), 10)));
        // What looked like a reset from 100 was one from 160.
        meter.report(List.of(stood(day.plusSeconds(300), 160)));

        ask(meter, "by=hour", day, Duration.ofHours(1)).body("amounts", contains(70f));
        ask(meter, "by=day", day, Duration.ofHours(1)).body("amounts", contains(70f));
    }

    @Test
    void shouldTellOfAllMetersOfACommunityTogether() {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var one = Reporting.of(Kind.FLOW, ZONE, place);
        var other = Reporting.of(Kind.FLOW, ZONE, place);
        one.report(List.of(stood(day, 100), stood(day.plusSeconds(900), 130)));
        other.report(List.of(stood(day, 7), stood(day.plusSeconds(900), 9)));

        one.awaitListed();
        other.awaitListed();

        String path =
                "/api/v1/telemetry/consumption?community=%s&by=month&from=%s&to=%s&zone=%s"
                        .formatted(place.communityId(), day, day.plusSeconds(1_000), ZONE);
        one.asks(path)
                .statusCode(200)
                .body("meters", equalTo(2))
                .body("total", equalTo(32f))
                .body("nodes", nullValue());
        // Without a zone, by the days of most of them.
        one.asks(path.replace("&zone=" + ZONE, ""))
                .body("zone", equalTo(ZONE))
                .body("amounts", contains(32f));
        // Nobody else sees any of them.
        Reporting.of(Kind.FLOW, ZONE).asks(path).statusCode(200).body("meters", equalTo(0));
    }

    @Test
    void shouldRefuseMoreRowsThanAnAnswerMayBeMadeFrom() {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var meter = Reporting.of(Kind.FLOW, ZONE, place);
        meter.report(List.of(stood(day, 100)));
        String meters =
                Stream.generate(() -> Reporting.of(Kind.FLOW, ZONE, place).node().id().toString())
                        .limit(11)
                        .collect(Collectors.joining(","));
        String path =
                "/api/v1/telemetry/consumption?nodes=%s,%s&by=month&from=%s&to=%s"
                        .formatted(
                                meter.node().id(), meters, day.minus(Duration.ofDays(3_650)), day);

        meter.asks(path).statusCode(200);
        // Of each quarter of an hour of ten years.
        meter.asks(path + "&zone=UTC").statusCode(400).body("errors.field", contains("from"));
    }

    @Test
    void shouldNameWhatCannotBeUnderstood() {
        var meter = Reporting.of(Kind.FLOW, ZONE);

        meter.asks(
                        "/api/v1/telemetry/consumption?nodes=%s&metric=ph&by=week&from=x&zone=Mars"
                                .formatted(meter.node().id()))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("metric", "by", "from", "zone"));
        meter.asks("/api/v1/telemetry/consumption").statusCode(400);
        meter.asks(
                        "/api/v1/telemetry/consumption?by=hour&from=2020-01-01T00:00:00Z&nodes="
                                + meter.node().id())
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
    }

    private static Reading stood(Instant at, double litres) {
        return Reading.of(at, Map.of(Metric.CUMULATIVE_VOLUME_LITRES, litres));
    }

    private static Response ask(Reporting meter, String query, Instant from, Duration span) {
        return meter.asks(
                        "/api/v1/telemetry/consumption?nodes=%s&%s&from=%s&to=%s"
                                .formatted(meter.node().id(), query, from, from.plus(span)))
                .statusCode(200);
    }
}
