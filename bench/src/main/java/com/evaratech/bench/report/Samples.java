package com.evaratech.bench.report;

import java.util.Arrays;

/** Figures of several runs. */
public final class Samples {

    private Samples() {}

    /**
     * The one in the middle, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static double median(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a median of nothing");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
