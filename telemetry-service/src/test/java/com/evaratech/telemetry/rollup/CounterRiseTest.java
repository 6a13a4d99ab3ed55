package com.evaratech.telemetry.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRiseTest {

    private static final RollupColumns COLUMNS = RollupColumns.of(Kind.FLOW);
    private static final int COUNTER =
            Metric.of(Kind.FLOW).indexOf(Metric.CUMULATIVE_VOLUME_LITRES);

    @ParameterizedTest(name = "{0}: {1} by {2}")
    @CsvSource({
        "it rose, 100 130, 30",
        "it stood, 100 100 100, 0",
        "it scatters, 1000 999 1001 1000 1002, 2",
        "a zero is a mistake, 1000000 0 1000010, 10",
        "so are several of them, 1000000 0 0 0 1000010 1000020, 20",
        "and one behind which it scatters, 1000000 0 999990 1000010, 20",
        "a dip is a mistake, 1000 600 1000 1001, 1",
        "a dip that stays counts nothing but goes on from there, 1000 600 650 700, 100",
        "it was set back, 5000 12 20, 20",
        "it was set back to nothing, 5000 0 0 20 30, 30",
        "whether it was is not known yet, 5000 12 12, 0",
        "it turned, 99950 20 30, 80",
        "it turned at its end, 9999 0 1, 2",
        "no meter has three digits, 950 10 11, 11",
        "it was not near its turn, 89999 20 21, 21",
        "it is too far behind its turn, 99950 20000 20001, 20001",
        "it never moved, 0 0 0, 0"
    })
    void shouldTellByHowMuchACounterRose(String why, String course, double rose) {
        double[] values =
                Arrays.stream(course.split(" ")).mapToDouble(Double::parseDouble).toArray();

        assertThat(rise(values)).as(why).isEqualTo(rose);
    }

    @Property
    void shouldNeverRunBackwards(
            @ForAll @Size(min = 2, max = 9)
                    List<@DoubleRange(min = 0, max = 1e12) Double> readings) {
        double[] course = readings.stream().mapToDouble(Double::doubleValue).toArray();
        for (int length = 2; length < course.length; length++) {
            assertThat(rise(Arrays.copyOf(course, length + 1)))
                    .isGreaterThanOrEqualTo(rise(Arrays.copyOf(course, length)));
        }
    }

    private static double rise(double... course) {
        var delta = new Delta(COLUMNS, 1, 0);
        for (int i = 0; i < course.length; i++) {
            double[] values = new double[COLUMNS.size()];
            Arrays.fill(values, Double.NaN);
            values[COUNTER] = course[i];
            delta.add(new Added(0, 1, i, values));
        }
        return delta.value(COLUMNS.start(COUNTER) + COLUMNS.at(COUNTER).size() - 1);
    }
}
