package com.evaratech.telemetry.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterStepTest {

    @ParameterizedTest(name = "from {0} to {1} by {2}: {3}")
    @CsvSource({
        "100, 130, 30, it rose",
        "100, 100, 0, it stood",
        "1000.2, 1000.1, 0, it scatters",
        "5000, 12, 12, it was set back",
        "99950, 20, 70, it turned",
        "9999, 0, 1, it turned at its end",
        "950, 10, 10, no meter has three digits",
        "89999, 20, 20, it was not near its turn",
        "99950, 20000, 20000, it is too far behind its turn",
        "0, 0, 0, it never moved"
    })
    void shouldTellByHowMuchACounterRose(double before, double after, double rose, String why) {
        assertThat(CounterStep.between(before, after)).as(why).isEqualTo(rose);
    }

    @Property
    void shouldNeverRunBackwardsNorTellMoreThanAMeterCanHaveShown(
            @ForAll @DoubleRange(min = 0, max = 1e12) double before,
            @ForAll @DoubleRange(min = 0, max = 1e12) double after) {
        double step = CounterStep.between(before, after);

        assertThat(step).isBetween(0.0, Math.max(after, before));
    }
}
