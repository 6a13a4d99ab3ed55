package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    record Value(long atMillis, double value) {}

    /** What became visible, and when. */
    record Turn(Effect effect, long atMillis) {}

    private static final long MINUTE = 60_000;

    @Test
    void shouldOpenAtOnceWhenNoDurationIsAsked() {
        assertThat(turns(below(10, null, 0), values(20, 9)))
                .containsExactly(new Turn(Effect.OPENED, MINUTE));
    }

    @Test
    void shouldOpenWithTheFirstReadingThatTheConditionHasHeldLongEnoughAt() {
        assertThat(turns(below(10, null, 120), values(9, 8, 7, 6)))
                .containsExactly(new Turn(Effect.OPENED, 2 * MINUTE));
    }

    @Test
    void shouldBeginToCountAnewAfterEachValueThatIsFine() {
        assertThat(turns(below(10, null, 120), values(9, 8, 11, 9, 8))).isEmpty();
    }

    @Test
    void shouldStayOpenUntilTheClearThresholdIsReached() {
        assertThat(turns(below(10, 12.5, 0), values(9, 11, 12.4, 12.5, 11)))
                .containsExactly(new Turn(Effect.OPENED, 0), new Turn(Effect.CLEARED, 3 * MINUTE));
    }

    @Test
    void shouldNeitherOpenNorEndByALateReadingOrOneSeenTwice() {
        Threshold rule = below(10, null, 0);
        var open = new RuleState(1, 5 * MINUTE, new Phase.Firing(5 * MINUTE));
        var fine = new RuleState(1, 5 * MINUTE, Phase.OK);

        for (long at : new long[] {0, 4 * MINUTE, 5 * MINUTE}) {
            assertThat(Judge.judge(rule, open, at, 50)).isEqualTo(Step.ignored(open));
            assertThat(Judge.judge(rule, fine, at, 5)).isEqualTo(Step.ignored(fine));
        }
    }

    /** The rule in other words, looking back from each reading over all that came before. */
    @Property
    void shouldAgreeWithLookingBack(
            @ForAll("rules") Threshold rule, @ForAll("series") List<Value> series) {
        List<Turn> expected = new ArrayList<>();
        boolean open = false;
        int from = 0; // an alert can be due to what came after the last one ended only
        for (int i = 0; i < series.size(); i++) {
            Value now = series.get(i);
            if (open) {
                if (rule.clears(now.value())) {
                    expected.add(new Turn(Effect.CLEARED, now.atMillis()));
                    open = false;
                    from = i + 1;
                }
                continue;
            }
            int first = i + 1;
            while (first > from && rule.holds(series.get(first - 1).value())) {
                first--;
            }
            if (first <= i
                    && now.atMillis() - series.get(first).atMillis()
                            >= rule.durationSeconds() * 1_000L) {
                expected.add(new Turn(Effect.OPENED, now.atMillis()));
                open = true;
            }
        }

        assertThat(turns(rule, series)).isEqualTo(expected);
    }

    @Property
    void shouldNotMindReadingsThatAreLateOrComeAgain(
            @ForAll("rules") Threshold rule,
            @ForAll("series") List<Value> series,
            @ForAll Random chance) {
        List<Value> disturbed = new ArrayList<>();
        for (Value value : series) {
            disturbed.add(value);
            for (int i = chance.nextInt(3); i > 0; i--) {
                Value earlier = disturbed.get(chance.nextInt(disturbed.size()));
                long back = chance.nextInt(3) * MINUTE;
                disturbed.add(new Value(earlier.atMillis() - back, chance.nextDouble(-20, 40)));
            }
        }

        assertThat(turns(rule, disturbed)).isEqualTo(turns(rule, series));
    }

    @Property
    void shouldOpenAndEndByTurns(
            @ForAll("rules") Threshold rule, @ForAll("series") List<Value> series) {
        List<Value> anyOrder = new ArrayList<>(series);
        Collections.shuffle(anyOrder, new Random(series.size()));
        List<Turn> turns = turns(rule, anyOrder);

        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i).effect())
                    .isEqualTo(i % 2 == 0 ? Effect.OPENED : Effect.CLEARED);
        }
        assertThat(turns).isSortedAccordingTo((a, b) -> Long.compare(a.atMillis, b.atMillis));
    }

    @Provide
    Arbitrary<Threshold> rules() {
        Arbitrary<Operator> operators = Arbitraries.of(Operator.class);
        Arbitrary<Integer> durations = Arbitraries.of(0, 1, 60, 120, 300);
        Arbitrary<Double> hysteresis = Arbitraries.of(0.0, 1.0, 5.0);
        return Combinators.combine(operators, durations, hysteresis)
                .as((operator, seconds, width) -> {
                    @Nullable Double clear =
                            switch (operator) {
                                case GT, GTE -> width > 0 ? 10 - width : null;
                                case LT, LTE -> width > 0 ? 10 + width : null;
                                case EQ, NEQ -> null;
                            };
                    return new Threshold(Metric.WATER_LEVEL_PERCENT, operator, 10, clear, seconds);
                });
    }

    /** In the order of time, at irregular intervals, with values around the thresholds. */
    @Provide
    Arbitrary<List<Value>> series() {
        Arbitrary<Long> gaps = Arbitraries.longs().between(1, 3 * MINUTE);
        Arbitrary<Double> values = Arbitraries.integers().between(3, 17).map(Double::valueOf);
        return Combinators.combine(gaps, values)
                .as(Value::new)
                .list()
                .ofMaxSize(40)
                .map(steps -> {
                    List<Value> series = new ArrayList<>();
                    long at = 0;
                    for (Value step : steps) {
                        at += step.atMillis();
                        series.add(new Value(at, step.value()));
                    }
                    return series;
                });
    }

    private static List<Turn> turns(Threshold rule, List<Value> values) {
        List<Turn> turns = new ArrayList<>();
        RuleState state = RuleState.fresh(1);
        for (Value value : values) {
            Step step = Judge.judge(rule, state, value.atMillis(), value.value());
            state = step.state();
            if (step.effect() == Effect.OPENED || step.effect() == Effect.CLEARED) {
                turns.add(new Turn(step.effect(), value.atMillis()));
            }
        }
        return turns;
    }

    private static Threshold below(double limit, @Nullable Double clear, int seconds) {
        return new Threshold(Metric.WATER_LEVEL_PERCENT, Operator.LT, limit, clear, seconds);
    }

    /** One a minute, from 0. */
    private static List<Value> values(double... values) {
        List<Value> series = new ArrayList<>();
        for (double value : values) {
            series.add(new Value(series.size() * MINUTE, value));
        }
        return series;
    }
}
