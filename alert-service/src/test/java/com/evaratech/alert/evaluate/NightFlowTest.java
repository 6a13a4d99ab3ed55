package com.evaratech.alert.evaluate;

import static com.evaratech.alert.evaluate.Series.cleared;
import static com.evaratech.alert.evaluate.Series.flow;
import static com.evaratech.alert.evaluate.Series.opened;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.evaluate.Memory.Night;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightFlowTest {

    private static final int DAY = 1_440;
    private static final int HOUR = 60;

    private static NightFlow twoToFour(@Nullable Double clear, int nights) {
        return new NightFlow(LocalTime.of(2, 0), LocalTime.of(4, 0), 12, clear, nights);
    }

    @Test
    void shouldOpenWithTheFirstReadingAfterANightThatNeverWentBelow() {
        assertThat(Series.of(twoToFour(null, 1)).turns(nights(15, 14, 20)))
                .containsExactly(opened(4 * HOUR, 14));
    }

    @Test
    void shouldNotOpenWhenTheFlowGoesDownOnceInTheNight() {
        assertThat(Series.of(twoToFour(null, 1)).turns(nights(15, 3, 20))).isEmpty();
    }

    @Test
    void shouldStayOpenUntilANightIsAsQuietAsTheClearThreshold() {
        List<Reading> readings = new ArrayList<>(nights(15, 14, 20));
        readings.addAll(later(1, nights(15, 10, 20)));
        readings.addAll(later(2, nights(15, 7, 20)));

        assertThat(Series.of(twoToFour(8.0, 1)).turns(readings))
                .containsExactly(opened(4 * HOUR, 14), cleared(2 * DAY + 4 * HOUR, 7));
    }

    @Test
    void shouldCountNightsInARow() {
        List<Reading> readings = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            readings.addAll(later(day, nights(15, day == 1 ? 2 : 14, 20)));
        }

        assertThat(Series.of(twoToFour(null, 3)).turns(readings))
                .containsExactly(opened(4 * DAY + 4 * HOUR, 14));
    }

    @Test
    void shouldNotJudgeANightOfWhichTooLittleWasMeasured() {
        List<Reading> readings = new ArrayList<>(nights(15, 14, 20));
        // One quiet reading, then nothing: it may not end what a whole night has shown.
        readings.add(flow(DAY + 2 * HOUR + 5, 0));
        readings.add(flow(DAY + 6 * HOUR, 15));

        assertThat(Series.of(twoToFour(null, 1)).turns(readings))
                .containsExactly(opened(4 * HOUR, 14));
    }

    @Test
    void shouldBeContentWithAReadingAnHour() {
        assertThat(
                        Series.of(twoToFour(null, 1))
                                .turns(
                                        flow(HOUR, 20),
                                        flow(2 * HOUR, 13),
                                        flow(3 * HOUR, 14),
                                        flow(4 * HOUR, 2)))
                .containsExactly(opened(4 * HOUR, 13));
    }

    @Test
    void shouldTakeTheNightsOfTheNodesOwnZone() {
        // Five and a half hours ahead: two o'clock there is half past eight the evening before.
        var kolkata = ZoneId.of("Asia/Kolkata");
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute <= DAY; minute += 10) {
            boolean isNightThere = minute >= 20 * HOUR + 30 && minute < 22 * HOUR + 30;
            readings.add(flow(minute, isNightThere ? 14 : 1));
        }

        assertThat(Series.in(twoToFour(null, 1), kolkata).turns(readings))
                .containsExactly(opened(22 * HOUR + 30, 14));
        assertThat(Series.of(twoToFour(null, 1)).turns(readings)).isEmpty();
    }

    @Test
    void shouldKnowWindowsOverMidnightAndWhereClocksChange() {
        var late = new NightFlow(LocalTime.of(23, 0), LocalTime.of(1, 0), 12, null, 1);
        assertThat(next(late, "2026-05-01T00:30:00Z", "UTC"))
                .isEqualTo(window("2026-04-30T23:00:00Z", "2026-05-01T01:00:00Z"));
        assertThat(next(late, "2026-05-01T01:00:00Z", "UTC"))
                .isEqualTo(window("2026-05-01T23:00:00Z", "2026-05-02T01:00:00Z"));

        // At two o'clock it is three there: an hour is left of the window.
        assertThat(next(twoToFour(null, 1), "2026-03-29T00:00:00Z", "Europe/Berlin"))
                .isEqualTo(window("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"));
        // At three o'clock it is two again: the window has three hours.
        assertThat(next(twoToFour(null, 1), "2026-10-24T22:00:00Z", "Europe/Berlin"))
                .isEqualTo(window("2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z"));
    }

    private static Night next(NightFlow condition, String at, String zone) {
        return NightJudge.next(condition, Instant.parse(at).toEpochMilli(), ZoneId.of(zone), 0);
    }

    private static Night window(String start, String end) {
        return new Night(
                Instant.parse(start).toEpochMilli(),
                Instant.parse(end).toEpochMilli(),
                Double.NaN,
                0,
                0);
    }

    /** A night with its least flow in the middle, and what is measured before and after it. */
    private static List<Reading> nights(double begin, double least, double day) {
        List<Reading> readings = new ArrayList<>();
        readings.add(flow(HOUR, day));
        for (int minute = 2 * HOUR; minute < 4 * HOUR; minute += 10) {
            readings.add(flow(minute, minute == 3 * HOUR ? least : begin));
        }
        readings.add(flow(4 * HOUR, day));
        return readings;
    }

    private static List<Reading> later(int days, List<Reading> readings) {
        return readings.stream()
                .map(reading ->
                        flow(
                                reading.recordedAtMillis() / (double) Series.MINUTE
                                        + (double) days * DAY,
                                reading.value(Metric.FLOW_RATE_LPM)))
                .toList();
    }
}
