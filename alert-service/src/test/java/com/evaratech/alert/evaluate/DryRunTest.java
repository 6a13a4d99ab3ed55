package com.evaratech.alert.evaluate;

import static com.evaratech.alert.evaluate.Series.RUNNING;
import static com.evaratech.alert.evaluate.Series.STOPPED;
import static com.evaratech.alert.evaluate.Series.at;
import static com.evaratech.alert.evaluate.Series.cleared;
import static com.evaratech.alert.evaluate.Series.flow;
import static com.evaratech.alert.evaluate.Series.opened;
import static com.evaratech.alert.evaluate.Series.pump;
import static com.evaratech.alert.evaluate.Series.pumping;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.rules.DryRun;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {

    private final Series withoutFlow = Series.of(new DryRun(5.0, null, 120));

    @Test
    void shouldOpenWhenAPumpRunsWithoutFlowForTheDuration() {
        assertThat(
                        withoutFlow.turns(
                                pumping(0, RUNNING, 0),
                                pumping(1, RUNNING, 0),
                                pumping(2, RUNNING, 1)))
                .containsExactly(opened(2, 1));
    }

    @Test
    void shouldLeaveAPumpAloneThatStandsStill() {
        assertThat(withoutFlow.turns(pumping(0, STOPPED, 0), pumping(5, STOPPED, 0), flow(9, 0)))
                .isEmpty();
    }

    @Test
    void shouldGiveAPumpThatStartsTheDurationUntilItsWaterComes() {
        assertThat(
                        withoutFlow.turns(
                                pumping(0, STOPPED, 0),
                                pumping(60, RUNNING, 0),
                                pumping(61, RUNNING, 2),
                                pumping(62, RUNNING, 80)))
                .isEmpty();
    }

    @Test
    void shouldEndWhenWaterComesOrThePumpStops() {
        assertThat(
                        withoutFlow.turns(
                                pumping(0, RUNNING, 0),
                                pumping(2, RUNNING, 0),
                                pumping(3, RUNNING, 9),
                                pumping(4, RUNNING, 0),
                                pumping(6, RUNNING, 0),
                                pumping(7, STOPPED, 0)))
                .containsExactly(opened(2, 0), cleared(3, 9), opened(6, 0), cleared(7, 0));
    }

    @Test
    void shouldBringTogetherWhatComesInReadingsOfItsOwn() {
        assertThat(
                        withoutFlow.turns(
                                flow(0, 0), pump(1, RUNNING), flow(1, 0), flow(2, 0), flow(3, 0)))
                .containsExactly(opened(3, 0));
    }

    @Test
    void shouldEndWithTheWordThatThePumpHasStopped() {
        var turns =
                withoutFlow.turns(
                        pump(0, RUNNING), flow(1, 0), flow(3, 0), pump(4, STOPPED), flow(5, 0));
        assertThat(turns).extracting(Series.Turn::minute).containsExactly(3L, 4L);
    }

    @Test
    void shouldNotTakeALateWordOfThePumpForTheNewest() {
        assertThat(
                        withoutFlow.turns(
                                pumping(10, STOPPED, 0),
                                pump(8, RUNNING),
                                flow(11, 0),
                                flow(14, 0)))
                .isEmpty();
    }

    @Test
    void shouldOpenWhenThePumpRunsWhileTheWaterStandsTooDeep() {
        Series tooDeep = Series.of(new DryRun(null, 60.0, 0));
        assertThat(tooDeep.turns(well(0, STOPPED, 70), well(1, RUNNING, 59), well(2, RUNNING, 61)))
                .containsExactly(opened(2, 61));
    }

    private static Reading well(int minute, double status, double depthM) {
        return at(minute, Map.of(Metric.PUMP_STATUS, status, Metric.DYNAMIC_WATER_LEVEL_M, depthM));
    }

    @Test
    void shouldNotCallForAPumpOfWhichNothingWasSaidForLong() {
        int weeks = 20 * 1_440;

        assertThat(withoutFlow.turns(pump(0, RUNNING), flow(weeks, 0), flow(weeks + 3, 0)))
                .isEmpty();
        assertThat(
                        withoutFlow
                                .restarted()
                                .turns(
                                        pump(0, RUNNING),
                                        flow(weeks, 0),
                                        pump(weeks + 1, RUNNING),
                                        flow(weeks + 2, 0),
                                        flow(weeks + 4, 0)))
                .containsExactly(opened(weeks + 4, 0));
    }

    @Test
    void shouldTakeAPumpsWordForItsTimeThoughItsTurnIsOlder() {
        Series within = Series.of(new DryRun(5.0, null, 0, 600)).restarted();

        assertThat(within.turns(pump(0, RUNNING), pump(2, RUNNING), pump(7, RUNNING), flow(16, 0)))
                .containsExactly(opened(16, 0));
        assertThat(within.turns(pump(0, RUNNING), flow(10, 0))).containsExactly(opened(10, 0));
        assertThat(within.turns(pump(0, RUNNING), flow(13, 0))).isEmpty();
    }

    @Test
    void shouldNotEndByAgeWhatIsOpen() {
        Series within = Series.of(new DryRun(5.0, null, 0, 600));

        assertThat(within.turns(pump(0, RUNNING), flow(1, 0), flow(60, 80), pump(61, STOPPED)))
                .containsExactly(opened(1, 0), cleared(61, 0));
    }

    @Test
    void shouldReadWhatAReleaseBeforeThisOneRemembered() {
        assertThat(Memory.of(new double[] {1, 1, 60_000}))
                .isEqualTo(new Memory.Pump(true, 60_000, 60_000));
        assertThat(Memory.of(new double[] {2, 5})).isEqualTo(new Memory.Parts(5, List.of()));
    }
}
