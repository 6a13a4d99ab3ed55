package com.evaratech.telemetry.rollup;

/**
 * By how much a counter rose: {@code telemetry.counter_rise} for readings that are not stored yet.
 *
 * <p>Readings that say the same as the one before say nothing; of those that are left, each fall is
 * judged by the value behind it. Is that at least nine tenths of where the counter stood before,
 * the fall was a mistake, and counts nothing. Else it stands: a meter whose digits are used up
 * begins at nothing again, and what it lacked is counted; one that is replaced or loses its memory
 * begins there, too, and what it shows since is all that is known; one that fell by less than half
 * counts on from where it is.
 */
final class CounterRise {

    // Meters have four digits or more, and the catalogue's largest counter twelve.
    private static final double FEWEST = 1e4;
    private static final double MOST = 1e12;
    private static final double DIGIT = 10;

    // How near to its end, and to its beginning, a meter must have been seen for its turn.
    private static final double BEFORE_TURN = 0.9;
    private static final double AFTER_TURN = 0.1;

    // Behind a mistake the next one may scatter as well.
    private static final double BACK_AGAIN = 0.9;

    private CounterRise() {}

    /**
     * What the latest of three values adds to what was counted.
     *
     * @param before NaN when there is none
     * @param at differs from both
     * @return never negative
     */
    static double of(double before, double at, double after) {
        if (Double.isNaN(before) || at >= before) {
            return Math.max(after - at, 0);
        }
        return after >= BACK_AGAIN * before
                ? Math.max(after - before, 0)
                : fall(before, at) + Math.max(after - at, 0);
    }

    /** What a fall that stands comes to. */
    private static double fall(double before, double at) {
        if (at > before / 2) {
            return 0;
        }
        for (double turn = FEWEST; turn <= MOST; turn *= DIGIT) {
            if (turn > before && before >= BEFORE_TURN * turn && at <= AFTER_TURN * turn) {
                return turn - before + at;
            }
        }
        return at;
    }
}
