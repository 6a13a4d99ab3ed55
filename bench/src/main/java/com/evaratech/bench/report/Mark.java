package com.evaratech.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure and what it should be.
 *
 * @param name what was measured, for instance {@code consume.batch-100.readings}
 * @param value the figure
 * @param unit of value and goal
 * @param goal what it should reach, or not exceed; null when the figure is only told
 * @param better which side of the goal is the good one
 */
public record Mark(String name, double value, String unit, @Nullable Double goal, Better better) {

    /** Which side of the goal is the good one. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** A figure without a goal. */
    public static Mark told(String name, double value, String unit) {
        return new Mark(name, value, unit, null, Better.HIGHER);
    }

    /** A figure that should be at least its goal. */
    public static Mark atLeast(String name, double value, String unit, double goal) {
        return new Mark(name, value, unit, goal, Better.HIGHER);
    }

    /** A figure that should be at most its goal. */
    public static Mark atMost(String name, double value, String unit, double goal) {
        return new Mark(name, value, unit, goal, Better.LOWER);
    }

    /** Whether the figure is as good as its goal; without a goal it always is. */
    public boolean met() {
        if (goal == null) {
            return true;
        }
        return better == Better.HIGHER ? value >= goal : value <= goal;
    }
}
