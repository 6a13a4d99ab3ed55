package com.evaratech.alert.evaluate;

import static com.evaratech.alert.evaluate.Series.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.evaratech.alert.evaluate.Series.Turn;
import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Anomaly.Direction;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AnomalyTest {

    private static final int DAY = 1_440;
    private static final int WEEK = 7 * DAY;
    private static final int QUARTER = 15;

    private static Series unusual(Direction direction, int sensitivity, int durationSeconds) {
        return Series.of(
                new Anomaly(Metric.FLOW_RATE_LPM, direction, sensitivity, durationSeconds));
    }

    private static Series usual() {
        return unusual(Direction.BOTH, 5, 0);
    }

    /** A day: little at night, much in the morning and evening; no two days quite the same. */
    private static double drawn(int minute) {
        int hour = Math.floorMod(minute, DAY) / 60;
        double usual = hour < 6 ? 2 : hour < 9 || hour > 17 ? 20 : 10;
        return usual * (1 + 0.1 * Math.sin(minute * 12.9898));
    }

    private static List<Reading> from(int begin, int end) {
        List<Reading> readings = new ArrayList<>();
        for (int minute = begin; minute < end; minute += QUARTER) {
            readings.add(flow(minute, drawn(minute)));
        }
        return readings;
    }

    private static List<Reading> and(List<Reading> readings, Reading... more) {
        readings.addAll(List.of(more));
        return readings;
    }

    @Test
    void shouldNotMindWhatComesEachDay() {
        assertThat(usual().turns(from(0, 5 * WEEK))).isEmpty();
    }

    @Test
    void shouldTellAtNightWhatIsUsualInTheMorning() {
        int night = 2 * WEEK + 180;
        List<Reading> readings = and(from(0, night), flow(night, 20));
        readings.addAll(from(night + QUARTER, night + DAY));

        assertThat(usual().turns(readings))
                .extracting(Turn::effect, Turn::minute)
                .containsExactly(
                        tuple(Effect.OPENED, (long) night),
                        tuple(Effect.CLEARED, (long) night + QUARTER));
    }

    @Test
    void shouldKnowTheNightsOfTheNodesZone() {
        // 21:30 of Greenwich is 03:00 in Kolkata.
        int evening = 2 * WEEK + 21 * 60 + 30;
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < evening; minute += QUARTER) {
            readings.add(flow(minute, drawn(minute + 330)));
        }
        var rule = new Anomaly(Metric.FLOW_RATE_LPM, Direction.BOTH, 5, 0);

        assertThat(Series.in(rule, zone).turns(and(readings, flow(evening, 20)))).hasSize(1);
    }

    @Test
    void shouldKnowAHolidayOfTheWeek() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 8 * WEEK; minute += QUARTER) {
            boolean isSunday = minute / DAY % 7 == 3;
            readings.add(flow(minute, isSunday ? drawn(minute) * 0.4 : drawn(minute)));
        }

        assertThat(unusual(Direction.BOTH, 10, 0).turns(readings))
                .filteredOn(turn -> turn.minute() > 5 * WEEK)
                .isEmpty();
    }

    @Test
    void shouldTellNothingWhileItLearns() {
        assertThat(usual().turns(and(from(0, 4 * DAY), flow(4 * DAY, 500)))).isEmpty();
    }

    @Test
    void shouldLookAtTheSideThatIsWanted() {
        int noon = 2 * WEEK + 720;
        List<Reading> none = and(from(0, noon), flow(noon, -90));
        List<Reading> much = and(from(0, noon), flow(noon, 110));

        assertThat(unusual(Direction.ABOVE, 5, 0).turns(none)).isEmpty();
        assertThat(unusual(Direction.BELOW, 5, 0).turns(none)).hasSize(1);
        assertThat(unusual(Direction.ABOVE, 5, 0).turns(much)).hasSize(1);
        assertThat(unusual(Direction.BELOW, 5, 0).turns(much)).isEmpty();
    }

    @Test
    void shouldNotMindWhatIsLate() {
        List<Reading> readings = from(0, 2 * WEEK);
        RuleState before = stateAfter(readings);

        RuleState after = stateAfter(and(readings, flow(2 * WEEK - 60, 900), flow(WEEK, -900)));

        assertThat(after.memory().numbers()).isEqualTo(before.memory().numbers());
        assertThat(after.phase()).isEqualTo(before.phase());
        assertThat(usual().turns(readings)).isEmpty();
    }

    @Test
    void shouldWaitForTheDuration() {
        int noon = 2 * WEEK + 720;
        List<Reading> readings =
                and(from(0, noon), flow(noon, 90), flow(noon + 10, 90), flow(noon + 30, 90));

        assertThat(unusual(Direction.BOTH, 5, 1_800).turns(readings))
                .extracting(Turn::minute)
                .containsExactly((long) noon + 30);
    }

    @Test
    void shouldNotRaiseWhileItWaitsWhatItJudgesBy() {
        int noon = 2 * WEEK + 720;
        double little = 10;
        while (usual().turns(and(from(0, noon), flow(noon, little))).isEmpty()) {
            little += 0.5;
        }
        double outside = 10 + (little - 10) * 1.6;
        List<Reading> readings = from(0, noon);
        for (int minute = noon; minute <= noon + 30; minute += QUARTER) {
            readings.add(flow(minute, outside));
        }

        assertThat(unusual(Direction.BOTH, 5, 1_800).turns(readings))
                .extracting(Turn::minute)
                .containsExactly((long) noon + 30);
    }

    @Test
    void shouldHearAgainAfterAGlitchOfItsFirstWeek() {
        int noon = 3 * WEEK + 720;
        List<Reading> readings = and(from(0, 4 * DAY), flow(4 * DAY, 3_000));
        readings.addAll(from(4 * DAY + QUARTER, noon));

        assertThat(usual().turns(and(readings, flow(noon, 90)))).hasSize(1);
    }

    @Test
    void shouldLearnFromTheFirstChangeOfWhatNeverChanged() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 8 * DAY; minute += QUARTER) {
            readings.add(flow(minute, 0));
        }
        readings.addAll(from(8 * DAY, 3 * WEEK));

        assertThat(usual().turns(readings)).isEmpty();
    }

    @Test
    void shouldGetUsedToWhatComesEachDayBetweenTheQuarters() {
        List<Reading> readings = from(0, 2 * WEEK);
        for (int day = 14; day < 35; day++) {
            readings.addAll(from(day * DAY, day * DAY + 721));
            readings.add(flow(day * DAY + 727, 90));
            readings.addAll(from(day * DAY + 735, (day + 1) * DAY));
        }

        assertThat(usual().turns(readings))
                .filteredOn(turn -> turn.effect() == Effect.OPENED)
                .hasSizeBetween(1, 5);
    }

    @Test
    void shouldTellMoreWhenItIsMoreSensitive() {
        int noon = 2 * WEEK + 720;
        List<Reading> readings = and(from(0, noon), flow(noon, 14));

        assertThat(unusual(Direction.BOTH, 1, 0).turns(readings)).isEmpty();
        assertThat(unusual(Direction.BOTH, 10, 0).turns(readings)).hasSize(1);
    }

    @Test
    void shouldTakeForUsualWhatStaysForAWeek() {
        int day = 3 * WEEK;
        List<Reading> readings = from(0, day);
        for (int minute = day; minute < day + 3 * WEEK; minute += QUARTER) {
            readings.add(flow(minute, drawn(minute) + 1_000));
        }

        List<Turn> turns = usual().turns(readings);

        assertThat(turns).extracting(Turn::effect).containsExactly(Effect.OPENED, Effect.CLEARED);
        assertThat(turns.getLast().minute()).isBetween(day + 11L * DAY, day + 14L * DAY);
    }

    @Test
    void shouldLearnAnewAfterWeeksWithoutReadings() {
        List<Reading> readings = from(0, 2 * WEEK);
        readings.add(flow(7 * WEEK, 900));

        assertThat(usual().turns(readings)).isEmpty();
    }

    @Test
    void shouldNotTakeAGapForTimeOfWhatCameBehindIt() {
        int morning = 2 * WEEK + 7 * 60;
        List<Reading> readings = from(0, 2 * WEEK - DAY);
        readings.add(flow(morning, 24));

        assertThat(usual().turns(readings)).isEmpty();
    }

    @Property(tries = 50)
    void shouldNeverTellAnythingOfAConstantSeries(
            @ForAll @DoubleRange(min = -1_000, max = 1_000) double value) {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 4 * WEEK; minute += 60) {
            readings.add(flow(minute, value));
        }

        assertThat(unusual(Direction.BOTH, 10, 0).turns(readings)).isEmpty();
    }

    @Test
    void shouldRememberAsMuchWhateverItHasSeen() {
        Memory young = memoryAfter(from(0, QUARTER));
        Memory old = memoryAfter(from(0, 9 * WEEK));

        assertThat(young.numbers()).hasSize(265);
        assertThat(old.numbers()).hasSize(265).doesNotContain(Double.POSITIVE_INFINITY);
    }

    @Test
    void shouldChangeItsMemoryOnceAQuarterOnly() {
        List<Reading> readings = from(0, DAY);
        RuleState before = stateAfter(readings);
        RuleState soon = stateAfter(and(readings, flow(DAY - 10, 10), flow(DAY - 1, 9)));

        assertThat(soon.memory().numbers()).isEqualTo(before.memory().numbers());
        assertThat(soon.evaluatedMillis()).isGreaterThan(before.evaluatedMillis());
    }

    private static Memory memoryAfter(List<Reading> readings) {
        return stateAfter(readings).memory();
    }

    private static RuleState stateAfter(List<Reading> readings) {
        RuleState state = RuleState.fresh(1);
        var rule = new Anomaly(Metric.FLOW_RATE_LPM, Direction.BOTH, 5, 0);
        for (Reading reading : readings) {
            state = Judge.judge(rule, state, reading, ZoneOffset.UTC).state();
        }
        return state;
    }
}
