package com.evaratech.common.reading;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What one node measured at one instant, in the catalogue's units. Immutable, and small in memory,
 * since there are millions: a set of metrics as bits, and their values in the order of {@link
 * Metric#number}.
 *
 * <p>The value of a metric of words, like a pump's status, is the word's place in its list.
 */
public final class Reading {

    private final long recordedAtMillis;
    private final long metrics;
    private final double[] values;

    private Reading(long recordedAtMillis, long metrics, double[] values) {
        this.recordedAtMillis = recordedAtMillis;
        this.metrics = metrics;
        this.values = values;
    }

    /**
     * A reading of that instant.
     *
     * @param recordedAt when it was measured; kept to the millisecond
     * @param values plausible values, at least one
     * @throws IllegalArgumentException when there is none, or one that is not plausible
     */
    public static Reading of(Instant recordedAt, Map<Metric, Double> values) {
        long metrics = 0;
        for (var each : values.entrySet()) {
            if (!isPlausible(each.getKey(), each.getValue())) {
                throw new IllegalArgumentException(
                        "%s cannot be %s".formatted(each.getKey().code(), each.getValue()));
            }
            metrics |= MetricBits.of(each.getKey());
        }
        double[] inOrder = new double[Long.bitCount(metrics)];
        for (var each : values.entrySet()) {
            inOrder[place(metrics, each.getKey())] = each.getValue();
        }
        return ofPacked(recordedAt.toEpochMilli(), metrics, inOrder);
    }

    /** For the codec: values in the order of the set's bits; not copied. */
    static Reading ofPacked(long recordedAtMillis, long metrics, double[] values) {
        if (metrics == 0) {
            throw new IllegalArgumentException("a reading has at least one value");
        }
        return new Reading(recordedAtMillis, metrics, values);
    }

    /** When it was measured, to the millisecond; with the node, its identity. */
    public Instant recordedAt() {
        return Instant.ofEpochMilli(recordedAtMillis);
    }

    /** {@link #recordedAt} in milliseconds of the epoch. */
    public long recordedAtMillis() {
        return recordedAtMillis;
    }

    public boolean has(Metric metric) {
        return (metrics & MetricBits.of(metric)) != 0;
    }

    /**
     * The value of a metric.
     *
     * @throws NoSuchElementException when it has none
     */
    public double value(Metric metric) {
        if (!has(metric)) {
            throw new NoSuchElementException("no " + metric.code());
        }
        return values[place(metrics, metric)];
    }

    /** The value of a metric of words, null when it has none. */
    public @Nullable String word(Metric metric) {
        return has(metric) ? metric.word((int) value(metric)) : null;
    }

    /** Whether nodes of this kind have all its metrics. */
    public boolean isOf(Kind kind) {
        return (metrics & ~MetricBits.of(kind)) == 0;
    }

    /** What it has values of, in the order of their numbers. */
    public List<Metric> metrics() {
        return MetricBits.metrics(metrics);
    }

    /** For the codec: bit {@link Metric#number} is set for each metric. */
    long metricBits() {
        return metrics;
    }

    /** For the codec: the value at a place in the order of the bits. */
    double valueAt(int place) {
        return values[place];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading that
                && recordedAtMillis == that.recordedAtMillis
                && metrics == that.metrics
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(recordedAtMillis) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return recordedAt() + " " + metrics() + " " + Arrays.toString(values);
    }

    private static boolean isPlausible(Metric metric, double value) {
        return switch (metric.plausible()) {
            case Plausible.Range range -> range.contains(value);
            case Plausible.OneOf words ->
                    value >= 0 && value < words.codes().size() && value == Math.rint(value);
        };
    }

    private static int place(long metrics, Metric metric) {
        return Long.bitCount(metrics & (MetricBits.of(metric) - 1));
    }
}
