package com.evaratech.telemetry.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PumpRunsTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void shouldTellWhenAPumpRanAndWhatItMoved() {
        List<PumpRun> runs =
                PumpRuns.in(
                        List.of(
                                point(0, false, 0.0, null),
                                point(5, true, 100.0, null),
                                point(10, null, null, null),
                                point(15, true, 120.0, null),
                                point(20, false, 0.0, null),
                                point(30, true, 90.0, null)));

        assertThat(runs).hasSize(2);
        assertThat(runs.getFirst().from()).isEqualTo(NOON.plusSeconds(5 * 60));
        assertThat(runs.getFirst().to()).isEqualTo(NOON.plusSeconds(20 * 60));
        assertThat(runs.getFirst().seconds()).isEqualTo(15 * 60);
        assertThat(runs.getFirst().flowRateLpm()).isEqualTo(110);
        assertThat(runs.getFirst().well()).isNull();
        // Nobody has said that it stopped.
        assertThat(runs.getLast().seconds()).isZero();
    }

    @Test
    void shouldNotCountWhatNobodySaw() {
        List<PumpRun> runs =
                PumpRuns.in(
                        List.of(
                                point(0, true, null, null),
                                point(10, true, null, null),
                                point(300, true, null, null),
                                point(310, false, null, null)));

        assertThat(runs).extracting(PumpRun::seconds).containsExactly(600L, 600L);
    }

    @Test
    void shouldTellHowFarAWellFellAndHowSoonItCameBack() {
        List<PumpRun> runs =
                PumpRuns.in(
                        List.of(
                                point(0, false, null, 20.0),
                                point(10, true, 200.0, 25.0),
                                point(20, true, 200.0, 30.0),
                                point(30, false, null, 28.0),
                                point(40, false, null, 22.0),
                                point(50, false, null, 20.5),
                                point(60, true, 200.0, 21.0),
                                point(70, true, 200.0, 26.0)));

        WellCycle cycle = Objects.requireNonNull(runs.getFirst().well());
        assertThat(cycle.restDepthM()).isEqualTo(20);
        assertThat(cycle.deepestM()).isEqualTo(30);
        assertThat(cycle.drawDownM()).isEqualTo(10);
        assertThat(cycle.specificCapacityLpmPerM()).isCloseTo(20, within(1e-9));
        assertThat(cycle.recoverySeconds()).isEqualTo(20 * 60);
        assertThat(runs.getLast().well()).isEqualTo(new WellCycle(20.5, 26, 5.5, 200 / 5.5, null));
    }

    @Test
    void shouldSayNothingOfAWellWhoseWaterWasNotSeenAtRest() {
        assertThat(
                        PumpRuns.in(
                                        List.of(
                                                point(0, true, null, 25.0),
                                                point(10, false, null, 20.0)))
                                .getFirst()
                                .well())
                .isNull();
        assertThat(PumpRuns.in(List.of())).isEmpty();
    }

    private static PumpPoint point(
            int minute,
            @Nullable Boolean isRunning,
            @Nullable Double flow,
            @Nullable Double depth) {
        return new PumpPoint(NOON.plusSeconds(60L * minute), isRunning, flow, depth);
    }
}
