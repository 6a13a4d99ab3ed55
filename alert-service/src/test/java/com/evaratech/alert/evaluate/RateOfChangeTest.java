package com.evaratech.alert.evaluate;

import static com.evaratech.alert.evaluate.Series.cleared;
import static com.evaratech.alert.evaluate.Series.level;
import static com.evaratech.alert.evaluate.Series.opened;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateOfChangeTest {

    private static final long HOUR = 60 * Series.MINUTE;

    /** A tank that loses more than 12 % an hour, seen over half an hour. */
    private static Series falling(@Nullable Double clear, int durationSeconds) {
        return Series.of(
                new RateOfChange(
                        Metric.WATER_LEVEL_PERCENT,
                        Operator.LT,
                        -12,
                        clear,
                        1_800,
                        durationSeconds));
    }

    @Test
    void shouldOpenOnceHalfOfTheWindowShowsTheRate() {
        assertThat(falling(null, 0).turns(line(0, 30, 5, 90, -30)))
                .containsExactly(opened(15, -30));
    }

    @Test
    void shouldStayOpenUntilTheClearThresholdIsReached() {
        List<Reading> readings = new ArrayList<>(line(0, 30, 5, 90, -30));
        readings.addAll(line(35, 60, 5, 75, -9));
        assertThat(falling(-5.0, 0).turns(readings)).containsExactly(opened(15, -30));

        readings.addAll(line(65, 100, 5, 70, 0));
        assertThat(falling(-5.0, 0).turns(readings))
                .hasSize(2)
                .last()
                .extracting(Series.Turn::effect)
                .isEqualTo(Step.Effect.CLEARED);
    }

    @Test
    void shouldWaitForTheDurationBesideTheWindow() {
        assertThat(falling(null, 600).turns(line(0, 40, 5, 90, -30)))
                .containsExactly(opened(25, -30));
    }

    @Test
    void shouldNotTakeAStepOverAGapForARate() {
        assertThat(falling(null, 0).turns(level(0, 90), level(5, 90), level(600, 20))).isEmpty();
    }

    @Test
    void shouldKeepAnAlertOpenOverAGap() {
        List<Reading> readings = new ArrayList<>(line(0, 20, 5, 90, -30));
        readings.add(level(600, 50));
        assertThat(falling(null, 0).turns(readings)).containsExactly(opened(15, -30));

        readings.addAll(line(605, 640, 5, 50, 0));
        assertThat(falling(null, 0).turns(readings))
                .containsExactly(opened(15, -30), cleared(615, 0));
    }

    @Test
    void shouldNotBeMovedFarByOneOddValue() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute <= 60; minute += 2) {
            readings.add(level(minute, minute == 40 ? 45 : 50));
        }
        assertThat(falling(null, 0).turns(readings)).isEmpty();
    }

    @Test
    void shouldRememberNoMoreOfANodeThatReportsEachSecond() {
        var samples = Samples.EMPTY;
        for (int second = 0; second < 7_200; second++) {
            samples = samples.with(second * 1_000L, second, HOUR);
        }
        assertThat(samples.numbers()).hasSizeLessThanOrEqualTo(1 + 2 * 18);
        assertThat(samples.ratePerHour(7_200_000, 7_200, HOUR)).isBetween(3_599.9, 3_600.1);
    }

    @Property(tries = 200)
    void shouldTellTheSlopeOfAStraightLine(
            @ForAll @DoubleRange(min = -500, max = 500) double slopePerHour,
            @ForAll @Size(min = 10, max = 60) List<@IntRange(min = 1, max = 7) Integer> gaps) {
        var samples = Samples.EMPTY;
        double hours = 0;
        for (int gap : gaps) {
            hours += gap / 60.0;
            samples = samples.with(Math.round(hours * HOUR), 7 + slopePerHour * hours, HOUR);
        }
        hours += 1 / 60.0;
        double rate = samples.ratePerHour(Math.round(hours * HOUR), 7 + slopePerHour * hours, HOUR);

        assertThat(Double.isNaN(rate) || Math.abs(rate - slopePerHour) < 1e-3).isTrue();
    }

    /** Levels that change at a rate. */
    private static List<Reading> line(int from, int until, int step, double level, double perHour) {
        List<Reading> readings = new ArrayList<>();
        for (int minute = from; minute <= until; minute += step) {
            readings.add(level(minute, level + perHour * (minute - from) / 60));
        }
        return readings;
    }
}
