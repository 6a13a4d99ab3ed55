package com.evaratech.common.metric;

import java.util.List;

/** Which values of a metric can be true; anything else comes from a fault of sensor or mapping. */
public sealed interface Plausible {

    /**
     * Numbers from {@code min} to {@code max}, both included.
     *
     * @param min in the metric's unit
     * @param max in the metric's unit, not below {@code min}
     */
    record Range(double min, double max) implements Plausible {

        public Range {
            if (!(min <= max)) {
                throw new IllegalArgumentException("min " + min + " is above max " + max);
            }
        }

        /** False for what is no number, too. */
        public boolean contains(double value) {
            return value >= min && value <= max;
        }
    }

    /**
     * One of a few words.
     *
     * @param codes as written in readings
     */
    record OneOf(List<String> codes) implements Plausible {

        public OneOf {
            codes = List.copyOf(codes);
        }
    }
}
