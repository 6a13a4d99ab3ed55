package com.evaratech.local.thingspeak.campus;

/**
 * Drawdown of a pumped well in a confined aquifer. Theis (1935): {@code s = Q / (4 π T) · W(u)}
 * with {@code u = r² S / (4 T t)}; a change of the pumping rate is another well started then
 * (superposition), which also gives the recovery after a stop. Remembers the last changes of rate;
 * older ones are taken as one.
 */
final class Theis {
    private static final int REMEMBERED = 16;
    private static final double EULER = 0.5772156649015329;

    private final double transmissivity;
    private final double radiusSquaredTimesStorativity;
    private final double[] changes = new double[REMEMBERED];
    private final long[] since = new long[REMEMBERED];
    private int count;

    /**
     * @param transmissivity T, m² per second
     * @param storativity S, without unit
     * @param radius r, of the well, metres
     */
    Theis(double transmissivity, double storativity, double radius) {
        this.transmissivity = transmissivity;
        this.radiusSquaredTimesStorativity = radius * radius * storativity;
    }

    /** The pumping rate changes by this much, m³ per second, at this second. */
    void change(double by, long second) {
        if (count == REMEMBERED) {
            changes[1] += changes[0];
            System.arraycopy(changes, 1, changes, 0, REMEMBERED - 1);
            System.arraycopy(since, 1, since, 0, REMEMBERED - 1);
            count--;
        }
        changes[count] = by;
        since[count] = second;
        count++;
    }

    /** The drawdown in metres at this second. */
    double drawdown(long second) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            long elapsed = second - since[i];
            if (elapsed > 0 && changes[i] != 0) {
                sum +=
                        changes[i]
                                * wellFunction(
                                        radiusSquaredTimesStorativity
                                                / (4 * transmissivity * elapsed));
            }
        }
        return Math.max(0, sum / (4 * Math.PI * transmissivity));
    }

    /**
     * W(u), the exponential integral E₁. Below 0.01 the approximation of Cooper and Jacob (1946);
     * else Abramowitz and Stegun 5.1.53 up to 1 and 5.1.56 above, whose errors are below 2e-7 and
     * 5e-5.
     */
    static double wellFunction(double u) {
        if (u < 0.01) {
            return -EULER - Math.log(u) + u;
        }
        if (u <= 1) {
            double polynomial =
                    -0.57721566
                            + u
                                    * (0.99999193
                                            + u
                                                    * (-0.24991055
                                                            + u
                                                                    * (0.05519968
                                                                            + u
                                                                                    * (-0.00976004
                                                                                            + u
                                                                                                    * 0.00107857))));
            return polynomial - Math.log(u);
        }
        double above = u * u + 2.334733 * u + 0.250621;
        double below = u * u + 3.330657 * u + 1.681534;
        return above / below * Math.exp(-u) / u;
    }
}
