package com.evaratech.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long answers took, by name: from the request's first byte to the answer's last. */
public final class Times {

    private static final int DIGITS = 3;
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final Map<String, Histogram> micros = new LinkedHashMap<>();

    /** Notes how long one took. */
    public void record(String name, long nanos) {
        micros.computeIfAbsent(name, each -> new Histogram(HIGHEST_MICROS, DIGITS))
                .recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), HIGHEST_MICROS));
    }

    /** Adds p50 and p95 of each to the report, and that p95 should not exceed a goal. */
    public void tell(Report report, String prefix, double goalMillis) {
        micros.forEach((name, histogram) -> {
            var mark = prefix + "." + name;
            report.add(Mark.told(mark + ".p50", millis(histogram, 50), "ms"));
            report.add(Mark.atMost(mark + ".p95", millis(histogram, 95), "ms", goalMillis));
        });
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }
}
