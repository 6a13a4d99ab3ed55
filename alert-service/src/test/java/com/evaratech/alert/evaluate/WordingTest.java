package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.metric.Metric;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {

    // Both hold, and were measured at the newest instant.
    private static final Memory BOTH = new Memory.Parts(0b11_0000_0101, List.of(0L, 0L));

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldSayWhatWasMeasured(Condition condition, double value, Memory memory, String text) {
        assertThat(Wording.message(condition, step(value, memory))).isEqualTo(text);
    }

    private static Step step(double value, Memory memory) {
        return new Step(new RuleState(1, 0, Phase.OK, memory), Step.Effect.OPENED, value);
    }

    private static Step explained(Step step, Expected range) {
        return new Step(step.state(), step.effect(), step.value(), range);
    }

    @Test
    void shouldSayWhatWasExpected() {
        var either = new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.BOTH, 5, 600);
        var above = new Anomaly(Metric.FLOW_RATE_LPM, Anomaly.Direction.ABOVE, 5, 0);
        Step step = step(54.25, Memory.NONE);

        assertThat(Wording.crossing(either, explained(step, new Expected(3, 12))))
                .isEqualTo(
                        new Crossing(
                                "flow_rate_lpm",
                                "gt",
                                12,
                                54.25,
                                "Flow rate is 54.25 L/min, expected 3 L/min to 12 L/min, for"
                                        + " 10 min"));
        assertThat(Wording.message(above, explained(step, new Expected(3, 50))))
                .isEqualTo("Flow rate is 54.25 L/min, expected at most 50 L/min");
    }

    @Test
    void shouldSayThatNothingHasEverCome() {
        assertThat(Wording.silence(new Silence(600, 3_600), false, 7_200))
                .isEqualTo(
                        new Crossing(
                                "silent_seconds",
                                "gte",
                                3_600,
                                7_200,
                                "Nothing has ever come since it was registered 2 h ago"));
    }

    static Stream<Arguments> conditions() {
        var level = Metric.WATER_LEVEL_PERCENT;
        var parts =
                List.of(
                        new Part(level, Operator.LT, 10, null),
                        new Part(Metric.PH, Operator.GT, 8.5, null));
        return Stream.of(
                Arguments.of(
                        new Threshold(level, Operator.LT, 10, null, 300),
                        9.456,
                        Memory.NONE,
                        "Water level is 9.46 %, below 10 %, for 5 min"),
                Arguments.of(
                        new RateOfChange(level, Operator.LTE, -12.5, null, 5_400, 0),
                        -30,
                        Memory.NONE,
                        "Water level changes by -30 % an hour over 1 h 30 min, at most -12.5 %"),
                Arguments.of(
                        new DryRun(5.0, null, 60),
                        0,
                        Memory.NONE,
                        "The pump runs while flow rate is 0 L/min, below 5 L/min, for 1 min"),
                Arguments.of(
                        new DryRun(null, 60.0, 0),
                        61,
                        Memory.NONE,
                        "The pump runs while dynamic water level is 61 m, above 60 m"),
                Arguments.of(
                        new NightFlow(LocalTime.of(2, 0), LocalTime.of(4, 0), 12, null, 3),
                        14,
                        Memory.NONE,
                        "The least flow from 02:00 to 04:00 was 14 L/min, above 12 L/min, for 3"
                                + " nights"),
                Arguments.of(
                        new Composite(Match.ALL, parts, 0),
                        2,
                        BOTH,
                        "Water level is below 10 % and Ph is above 8.5"),
                Arguments.of(
                        new Silence(0),
                        605,
                        Memory.NONE,
                        "Nothing has come for 10 min 5 s longer than it may take"));
    }
}
