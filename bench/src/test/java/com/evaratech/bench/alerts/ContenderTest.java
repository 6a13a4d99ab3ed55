package com.evaratech.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.bench.alerts.LabelledSeries.Window;
import com.evaratech.common.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Series made by hand, with what real ones have: days, weeks, tails, drift, standstill. */
class ContenderTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAY = 96;
    private static final int WEEK = 7 * DAY;

    private static Instant at(int quarter) {
        return BEGIN.plus(Duration.ofMinutes(15L * quarter));
    }

    private static Window window(int from, int until) {
        return new Window(at(from), at(until));
    }

    /** A meter: days and weeks, seldom and at random much more, and two leaks that stay. */
    private static LabelledSeries meter() {
        var chance = new Random(7);
        List<Reading> readings = new ArrayList<>();
        for (int quarter = 0; quarter < 12 * WEEK; quarter++) {
            double hour = quarter % DAY / 4.0;
            boolean isSunday = quarter / DAY % 7 == 6;
            double drawn =
                    (hour < 6 ? 1 : 10)
                            * (isSunday ? 1.5 : 1)
                            * Math.exp(chance.nextGaussian() / 3);
            double burst = chance.nextInt(400) == 0 ? 15 : 0;
            double leak = isIn(quarter, 6 * WEEK) || isIn(quarter, 9 * WEEK) ? 80 : 0;
            readings.add(LabelledSeries.reading(at(quarter), drawn + burst + leak));
        }
        return new LabelledSeries(
                "meter",
                readings,
                List.of(window(6 * WEEK, 6 * WEEK + DAY), window(9 * WEEK, 9 * WEEK + DAY)));
    }

    private static boolean isIn(int quarter, int begin) {
        return quarter >= begin && quarter < begin + DAY;
    }

    /** What rises with the season and falls again, and stands out for an hour once. */
    private static LabelledSeries season() {
        var chance = new Random(8);
        List<Reading> readings = new ArrayList<>();
        int odd = 7 * WEEK + 30;
        for (int quarter = 0; quarter < 12 * WEEK; quarter++) {
            double drift = 40 + 15 * Math.sin(quarter / (double) (6 * WEEK) * Math.PI);
            double day = 3 * Math.sin(quarter / (double) DAY * 2 * Math.PI);
            double fault = quarter >= odd && quarter < odd + 4 ? -25 : 0;
            readings.add(
                    LabelledSeries.reading(
                            at(quarter), drift + day + chance.nextGaussian() + fault));
        }
        return new LabelledSeries("season", readings, List.of(window(odd, odd + 4)));
    }

    private static LabelledSeries constant() {
        List<Reading> readings = new ArrayList<>();
        for (int quarter = 0; quarter < 4 * WEEK; quarter++) {
            readings.add(LabelledSeries.reading(at(quarter), 45));
        }
        return new LabelledSeries("constant", readings, List.of());
    }

    @Test
    void shouldTellBetterWhatIsWrongThanAThresholdAndThreeDeviations() {
        Map<String, Score> totals = new HashMap<>();
        for (LabelledSeries series : List.of(meter(), season(), constant())) {
            AlertBench.contenders()
                    .forEach((name, contender) ->
                            totals.merge(
                                    name,
                                    series.score(contender.alerts(series.readings())),
                                    Score::plus));
        }

        Score ours = totals.getOrDefault("anomaly", Score.NOTHING);
        assertThat(ours.recall()).as("%s", totals).isEqualTo(1);
        for (String other : List.of("threshold", "three-sigma")) {
            Score score = totals.getOrDefault(other, Score.NOTHING);
            assertThat(ours.precision()).as("%s", totals).isGreaterThan(score.precision());
            assertThat(ours.both()).as("%s", totals).isGreaterThan(score.both());
        }
    }

    @Test
    void shouldTellNothingOfAConstantSeries() {
        assertThat(AlertBench.contenders().values())
                .allSatisfy(each -> assertThat(each.alerts(constant().readings())).isEmpty());
    }

    @Test
    void shouldTakeWhatCrossesALimitAgainAndAgainForOneAlert() {
        List<Reading> readings = new ArrayList<>();
        for (int quarter = 0; quarter < 8 * WEEK; quarter++) {
            boolean isFar = quarter >= 6 * WEEK && quarter < 6 * WEEK + 8;
            // In between it is back within the limit of 9, but not well within.
            double value = isFar ? 12 - quarter % 2 * 6 : quarter % 20 - 10;
            readings.add(LabelledSeries.reading(at(quarter), value));
        }

        assertThat(Contender.extremes().alerts(readings)).containsExactly(at(6 * WEEK));
    }

    @Test
    void shouldCountAlertsAndWindows() {
        var series =
                new LabelledSeries(
                        "counted",
                        List.of(),
                        List.of(window(10, 20), window(15, 30), window(50, 60)));

        Score score = series.score(List.of(at(5), at(12), at(18)));

        assertThat(score).isEqualTo(new Score(3, 2, 2, 1, Duration.ofMinutes(30)));
        assertThat(score.recall()).isEqualTo(0.5);
        assertThat(score.precision()).isEqualTo(2 / 3.0);
        assertThat(score.delayHours()).isEqualTo(0.5);
    }
}
