package com.evaratech.telemetry.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES =
            List.of(KATHMANDU, BERLIN, ZoneId.of("America/New_York"), ZoneId.of("UTC"));

    @Test
    void shouldBeginHoursWithTheClocksOfTheZone() {
        assertThat(
                        Steps.hours(
                                Instant.parse("2026-05-01T00:20:00Z"),
                                Instant.parse("2026-05-01T01:20:00Z"),
                                KATHMANDU))
                .containsExactly(
                        Instant.parse("2026-05-01T00:15:00Z"),
                        Instant.parse("2026-05-01T01:15:00Z"),
                        Instant.parse("2026-05-01T02:15:00Z"));
    }

    @Test
    void shouldHaveDaysOf23And25HoursWhereClocksAreSet() {
        assertThat(lengths("2026-03-28T23:00:00Z", "2026-03-29T20:00:00Z")).containsExactly(23L);
        assertThat(lengths("2026-10-24T22:00:00Z", "2026-10-25T20:00:00Z")).containsExactly(25L);
    }

    @Test
    void shouldCountHoursFromTheBeginningOfEachDayAlsoBehindOneOf23() {
        assertThat(
                        Steps.of(
                                Instant.parse("2026-03-29T20:00:00Z"),
                                Instant.parse("2026-03-29T23:00:00Z"),
                                Step.ofSeconds(2 * 3_600),
                                BERLIN))
                .containsExactly(
                        Instant.parse("2026-03-29T19:00:00Z"),
                        Instant.parse("2026-03-29T21:00:00Z"),
                        Instant.parse("2026-03-29T22:00:00Z"),
                        Instant.parse("2026-03-30T00:00:00Z"));
    }

    @Test
    void shouldBeginMonthsWithTheirFirstDay() {
        assertThat(
                        Steps.months(
                                Instant.parse("2026-01-31T22:30:00Z"),
                                Instant.parse("2026-02-28T22:30:00Z"),
                                BERLIN))
                .containsExactly(
                        Instant.parse("2025-12-31T23:00:00Z"),
                        Instant.parse("2026-01-31T23:00:00Z"),
                        Instant.parse("2026-02-28T23:00:00Z"));
    }

    @Property
    void shouldCoverTheSpanWithStepsThatFollowOneAnother(
            @ForAll @LongRange(min = 1_700_000_000, max = 1_800_000_000) long from,
            @ForAll @IntRange(min = 1, max = 20_000_000) int span,
            @ForAll @IntRange(min = 1, max = 500) int points,
            @ForAll @IntRange(min = 0, max = 3) int zone) {
        Instant begin = Instant.ofEpochSecond(from);
        Instant end = begin.plusSeconds(span);
        Step step = Step.of(Duration.ofSeconds(span), points, Resolution.RAW.unit());

        List<Instant> begins = Steps.of(begin, end, step, ZONES.get(zone));

        assertThat(begins.getFirst()).isBeforeOrEqualTo(begin);
        assertThat(begins.get(1)).isAfter(begin);
        assertThat(begins.getLast()).isAfterOrEqualTo(end);
        assertThat(begins.get(begins.size() - 2)).isBefore(end);
        assertThat(begins).isSorted().doesNotHaveDuplicates();
        // A step more at either end, and one for each day on which clocks are set.
        assertThat(begins.size()).isLessThanOrEqualTo(points + 6);
        if (Resolution.of(step) == Resolution.QUARTER) {
            assertThat(begins).allMatch(each -> each.getEpochSecond() % 900 == 0);
        }
    }

    private static List<Long> lengths(String from, String until) {
        List<Instant> days = Steps.days(Instant.parse(from), Instant.parse(until), BERLIN);
        return List.of(Duration.between(days.get(0), days.get(1)).toHours());
    }
}
