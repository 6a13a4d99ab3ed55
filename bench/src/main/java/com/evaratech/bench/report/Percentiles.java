package com.evaratech.bench.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/** How long things took, as marks: the median, what one in a hundred exceeds, and the longest. */
public final class Percentiles {

    private Percentiles() {}

    /** Adds them to a report, without a goal. */
    public static void tell(Report report, String name, Histogram micros) {
        tell(report, name, micros, Mark.told(name + ".p99", p99(micros), "ms"));
    }

    /** Adds them to a report; one in a hundred may exceed the goal. */
    public static void tell(Report report, String name, Histogram micros, double goalMillis) {
        tell(report, name, micros, Mark.atMost(name + ".p99", p99(micros), "ms", goalMillis));
    }

    private static void tell(Report report, String name, Histogram micros, Mark p99) {
        double p50 = micros.getValueAtPercentile(50) / 1e3;
        double most = micros.getMaxValue() / 1e3;
        List.of(Mark.told(name + ".p50", p50, "ms"), p99, Mark.told(name + ".max", most, "ms"))
                .forEach(report::add);
        report.say(
                "%-40s p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms"
                        .formatted(name, p50, p99.value(), most));
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }
}
