package com.evaratech.local.thingspeak.campus;

import java.util.random.RandomGenerator;

/**
 * What an instrument makes of a true value: Gaussian noise, limits, and rounding to its resolution.
 *
 * @param sigma standard deviation of the noise, in the value's unit
 * @param decimals digits after the point, 0 to 5
 */
record Sensor(double sigma, int decimals) {
    private static final long[] POWERS = {1, 10, 100, 1000, 10_000, 100_000};

    /** The reading as text, between the limits. */
    String read(double value, double least, double most, RandomGenerator random) {
        double noisy = sigma == 0 ? value : value + sigma * random.nextGaussian();
        return text(Math.clamp(noisy, least, most), decimals);
    }

    /**
     * A decimal number without going through {@code String.format}: it is called for every value of
     * every row.
     */
    static String text(double value, int decimals) {
        long power = POWERS[decimals];
        long scaled = Math.round(value * power);
        if (decimals == 0) {
            return Long.toString(scaled);
        }
        long whole = Math.abs(scaled) / power;
        String fraction = Long.toString(Math.abs(scaled) % power + power).substring(1);
        return (scaled < 0 ? "-" : "") + whole + "." + fraction;
    }
}
