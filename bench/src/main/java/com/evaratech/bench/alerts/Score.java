package com.evaratech.bench.alerts;

import java.time.Duration;

/**
 * What alerts were worth.
 *
 * @param alerts that were raised
 * @param right those of them that were raised within a window
 * @param windows that there were
 * @param found those of them within which one was raised
 * @param delay from their beginnings to their first alerts, all together
 */
record Score(int alerts, int right, int windows, int found, Duration delay) {

    static final Score NOTHING = new Score(0, 0, 0, 0, Duration.ZERO);

    private static final double HOUR_SECONDS = 3_600;

    /** This and another series together. */
    Score plus(Score other) {
        return new Score(
                alerts + other.alerts,
                right + other.right,
                windows + other.windows,
                found + other.found,
                delay.plus(other.delay));
    }

    /** The share of alerts that were right; 1 when there were none. */
    double precision() {
        return alerts == 0 ? 1 : right / (double) alerts;
    }

    /** The share of windows that were found; 1 when there were none. */
    double recall() {
        return windows == 0 ? 1 : found / (double) windows;
    }

    /** The harmonic mean of both (F1). */
    double both() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    /** The mean time to the first alert of a window that was found; {@code NaN}: none was. */
    double delayHours() {
        return found == 0 ? Double.NaN : delay.toSeconds() / HOUR_SECONDS / found;
    }
}
