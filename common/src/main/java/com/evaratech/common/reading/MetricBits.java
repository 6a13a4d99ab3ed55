package com.evaratech.common.reading;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.util.ArrayList;
import java.util.List;

/** Sets of metrics as the bits of a number: bit {@link Metric#number} stands for a metric. */
final class MetricBits {

    private static final long TANK = bitsOf(Metric.of(Kind.TANK));
    private static final long FLOW = bitsOf(Metric.of(Kind.FLOW));
    private static final long DEEP = bitsOf(Metric.of(Kind.DEEP));

    /** The metrics whose values are words. */
    static final long WORDS =
            bitsOf(
                    List.of(Metric.values()).stream()
                            .filter(metric -> metric.plausible() instanceof Plausible.OneOf)
                            .toList());

    private MetricBits() {}

    static long of(Metric metric) {
        return 1L << metric.number();
    }

    static long of(Kind kind) {
        return switch (kind) {
            case TANK -> TANK;
            case FLOW -> FLOW;
            case DEEP -> DEEP;
        };
    }

    /**
     * The metrics of a set, in the order of their numbers.
     *
     * @throws IllegalArgumentException when a bit stands for none
     */
    static List<Metric> metrics(long bits) {
        var metrics = new ArrayList<Metric>(Long.bitCount(bits));
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int number = Long.numberOfTrailingZeros(rest);
            metrics.add(
                    Metric.ofNumber(number)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no metric " + number)));
        }
        return metrics;
    }

    private static long bitsOf(List<Metric> metrics) {
        return metrics.stream().mapToLong(MetricBits::of).reduce(0, (a, b) -> a | b);
    }
}
