package com.evaratech.local.thingspeak.campus;

import java.util.random.RandomGenerator;

/**
 * What people draw: a mean, a day with peaks in the morning and the evening and a little at night,
 * more at weekends, and a fluctuation that remembers itself for about ten minutes (a first-order
 * autoregressive process).
 */
final class Demand {
    /**
     * Share of the mean in each hour; averages 1. Domestic double peak, night flow an eighth of the
     * mean.
     */
    private static final double[] DAY = {
        0.18, 0.13, 0.12, 0.12, 0.25, 0.80, 1.75, 2.30, 2.10, 1.60, 1.25, 1.10,
        1.15, 1.10, 0.90, 0.80, 0.85, 1.10, 1.55, 1.75, 1.35, 0.90, 0.55, 0.30
    };

    private static final double MEMORY_SECONDS = 600;
    private static final double FLUCTUATION = 0.15;

    private final double meanLpm;
    private double fluctuation;

    Demand(double meanLpm) {
        this.meanLpm = meanLpm;
    }

    /** The wanted flow in the step that ends now, lpm. */
    double lpm(Moment moment, double stepSeconds, RandomGenerator random) {
        double kept = Math.exp(-stepSeconds / MEMORY_SECONDS);
        fluctuation =
                kept * fluctuation
                        + Math.sqrt(1 - kept * kept) * FLUCTUATION * random.nextGaussian();
        return Math.max(
                0, meanLpm * pattern(moment.hour()) * week(moment.dayOfWeek()) * (1 + fluctuation));
    }

    private static double pattern(double hour) {
        int before = (int) hour % DAY.length;
        double share = hour - Math.floor(hour);
        return DAY[before] * (1 - share) + DAY[(before + 1) % DAY.length] * share;
    }

    private static double week(int dayOfWeek) {
        return switch (dayOfWeek) {
            case 6 -> 1.08;
            case 7 -> 1.15;
            default -> 0.97;
        };
    }
}
