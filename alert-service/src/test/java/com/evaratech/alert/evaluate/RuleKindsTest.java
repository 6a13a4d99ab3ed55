package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.evaluate.Series.Turn;
import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is so of each kind of condition, whatever is measured. */
class RuleKindsTest {

    @Property(tries = 300)
    void shouldNotMindReadingsThatAreLateOrComeAgain(
            @ForAll("conditions") Condition condition,
            @ForAll("readings") List<Reading> readings,
            @ForAll Random chance) {
        List<Reading> disturbed = new ArrayList<>();
        for (Reading reading : readings) {
            disturbed.add(reading);
            for (int i = chance.nextInt(3); i > 0; i--) {
                Reading earlier = disturbed.get(chance.nextInt(disturbed.size()));
                disturbed.add(chance.nextBoolean() ? earlier : late(reading, chance));
            }
        }

        assertThat(Series.of(condition).turns(disturbed))
                .isEqualTo(Series.of(condition).turns(readings));
    }

    private static Reading late(Reading newest, Random chance) {
        long back = 1 + chance.nextInt(100) * Series.MINUTE;
        return Reading.of(
                Instant.ofEpochMilli(newest.recordedAtMillis() - back),
                values(chance.nextInt(20), chance.nextInt(2)));
    }

    @Property(tries = 300)
    void shouldGoOnAfterARestartAsIfThereHadBeenNone(
            @ForAll("conditions") Condition condition, @ForAll("readings") List<Reading> readings) {
        assertThat(Series.of(condition).restarted().turns(readings))
                .isEqualTo(Series.of(condition).turns(readings));
    }

    @Property(tries = 300)
    void shouldOpenAndEndByTurns(
            @ForAll("conditions") Condition condition, @ForAll("readings") List<Reading> readings) {
        List<Reading> anyOrder = new ArrayList<>(readings);
        Collections.shuffle(anyOrder, new Random(readings.size()));

        List<Turn> turns = Series.of(condition).turns(anyOrder);

        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i).effect())
                    .isEqualTo(i % 2 == 0 ? Effect.OPENED : Effect.CLEARED);
        }
        assertThat(turns).isSortedAccordingTo((a, b) -> Long.compare(a.minute(), b.minute()));
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Condition rate = new RateOfChange(Metric.FLOW_RATE_LPM, Operator.GT, 3, 1.0, 3_600, 0);
        Condition lastingRate =
                new RateOfChange(Metric.FLOW_RATE_LPM, Operator.LT, -3, null, 3_600, 1_800);
        Condition dry = new DryRun(8.0, null, 1_200);
        Condition night = new NightFlow(LocalTime.of(23, 0), LocalTime.of(2, 0), 4, 2.0, 1);
        Condition nights = new NightFlow(LocalTime.of(2, 0), LocalTime.of(6, 0), 1, null, 2);
        Condition unusual = new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.BOTH, 10, 0);
        return Arbitraries.of(
                unusual,
                rate,
                lastingRate,
                dry,
                night,
                nights,
                both(600),
                either(0),
                either(1_800));
    }

    private static Condition both(int durationSeconds) {
        return new Composite(Composite.Match.ALL, parts(), durationSeconds);
    }

    private static Condition either(int durationSeconds) {
        return new Composite(Composite.Match.ANY, parts(), durationSeconds);
    }

    private static List<Composite.Part> parts() {
        return List.of(
                new Composite.Part(Metric.FLOW_RATE_LPM, Operator.LT, 8, 12.0),
                new Composite.Part(Metric.PRESSURE_BAR, Operator.GTE, 5, 3.0));
    }

    /** Of some days, in the order of time, each with all that is measured. */
    @Provide
    Arbitrary<List<Reading>> readings() {
        Arbitrary<Integer> gaps = Arbitraries.integers().between(1, 120);
        Arbitrary<Integer> flows = Arbitraries.integers().between(0, 19);
        Arbitrary<Integer> pumps = Arbitraries.integers().between(0, 1);
        return Combinators.combine(gaps, flows, pumps)
                .as((gap, flow, pump) -> new int[] {gap, flow, pump})
                .list()
                .ofMinSize(1)
                .ofMaxSize(80)
                .map(steps -> {
                    List<Reading> readings = new ArrayList<>();
                    double minute = 0;
                    for (int[] step : steps) {
                        minute += step[0];
                        readings.add(Series.at(minute, values(step[1], step[2])));
                    }
                    return readings;
                });
    }

    private static Map<Metric, Double> values(int flow, int pump) {
        return Map.of(
                Metric.FLOW_RATE_LPM,
                (double) flow,
                Metric.PUMP_STATUS,
                (double) pump,
                Metric.PRESSURE_BAR,
                flow * 7 % 10 / 1.0);
    }
}
