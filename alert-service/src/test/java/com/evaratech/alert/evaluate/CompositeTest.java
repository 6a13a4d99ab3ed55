package com.evaratech.alert.evaluate;

import static com.evaratech.alert.evaluate.Series.at;
import static com.evaratech.alert.evaluate.Series.cleared;
import static com.evaratech.alert.evaluate.Series.opened;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.alert.rules.Operator;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompositeTest {

    /** Low water while the sensor's battery is fine. */
    private final List<Part> parts =
            List.of(
                    new Part(Metric.WATER_LEVEL_PERCENT, Operator.LT, 10, 15.0),
                    new Part(Metric.BATTERY_V, Operator.GT, 3.5, null));

    private final Series all = Series.of(new Composite(Match.ALL, parts, 0));
    private final Series any = Series.of(new Composite(Match.ANY, parts, 0));

    private static Reading both(int minute, double level, double battery) {
        return at(minute, Map.of(Metric.WATER_LEVEL_PERCENT, level, Metric.BATTERY_V, battery));
    }

    private static Reading level(int minute, double level) {
        return Series.level(minute, level);
    }

    private static Reading battery(int minute, double volts) {
        return at(minute, Map.of(Metric.BATTERY_V, volts));
    }

    @Test
    void shouldOpenWhenAllHoldAndEndWhenOneClears() {
        assertThat(all.turns(both(0, 9, 3.0), both(1, 9, 3.6), both(2, 12, 3.6), both(3, 15, 3.6)))
                .containsExactly(opened(1, 2), cleared(3, 1));
    }

    @Test
    void shouldOpenWhenAnyHoldsAndEndWhenAllHaveCleared() {
        assertThat(any.turns(both(0, 9, 3.0), both(1, 12, 3.0), both(2, 15, 3.6), both(3, 20, 3.0)))
                .containsExactly(opened(0, 1), cleared(3, 0));
    }

    @Test
    void shouldBringTogetherWhatComesInReadingsOfItsOwn() {
        assertThat(all.turns(level(0, 9), battery(4, 3.6))).containsExactly(opened(4, 2));
    }

    @Test
    void shouldTakeValuesOfOneInstantFromSeveralEntriesAndNoneTwice() {
        assertThat(all.turns(level(5, 9), battery(5, 3.6), level(5, 50), battery(5, 1)))
                .containsExactly(opened(5, 2));
    }

    @Test
    void shouldNotHoldWhileOneWasNeverMeasured() {
        assertThat(all.turns(level(0, 9), level(1, 8))).isEmpty();
    }

    @Test
    void shouldNotBeEndedByWhatIsMissing() {
        assertThat(all.turns(both(0, 9, 3.6), level(1, 9), battery(2, 3.7)))
                .containsExactly(opened(0, 2));
    }

    @Test
    void shouldKeepToTheDuration() {
        Series lasting = Series.of(new Composite(Match.ALL, parts, 120));
        assertThat(lasting.turns(both(0, 9, 3.6), battery(1, 3.7), level(2, 8)))
                .containsExactly(opened(2, 2));
    }

    @Test
    void shouldNotCallForWhatWasMeasuredWeeksAgo() {
        int weeks = 20 * 1_440;

        assertThat(all.turns(battery(0, 3.6), level(weeks, 9), level(weeks + 1, 8))).isEmpty();
        assertThat(all.restarted().turns(battery(0, 3.6), level(weeks, 9), battery(weeks + 1, 3.7)))
                .containsExactly(opened(weeks + 1, 2));
    }

    @Test
    void shouldCountAValueForItsTimeThoughItsTurnIsOlder() {
        Series within = Series.of(new Composite(Match.ALL, parts, 0, 600)).restarted();

        assertThat(within.turns(battery(0, 3.6), battery(2, 3.6), battery(7, 3.6), level(16, 9)))
                .containsExactly(opened(16, 2));
        assertThat(within.turns(battery(0, 3.6), level(13, 9))).isEmpty();
    }

    @Test
    void shouldNotEndByAgeWhatIsOpenUnlessWhatIsOldHadCleared() {
        Series within = Series.of(new Composite(Match.ANY, parts, 0, 600));

        assertThat(within.turns(both(0, 9, 3.6), level(60, 50), battery(61, 3.0)))
                .containsExactly(opened(0, 2), cleared(61, 0));
        assertThat(within.turns(both(0, 9, 3.0), level(60, 50)))
                .containsExactly(opened(0, 1), cleared(60, 0));
    }
}
