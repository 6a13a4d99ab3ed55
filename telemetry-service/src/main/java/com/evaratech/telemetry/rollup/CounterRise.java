package com.evaratech.telemetry.rollup;

/**
 * By how much a counter rose from one reading to the next: {@code telemetry.counter_step} for those
 * that are not stored yet.
 *
 * <p>A meter whose digits are used up begins at nothing again: what it lacked is counted. One that
 * is replaced or loses its memory begins there, too: what it shows since is all that is known. It
 * never runs backwards: where it seems to by less than half, its reading scatters.
 */
final class CounterStep {

    // Meters have four digits or more, and the catalogue's largest counter twelve.
    private static final double FEWEST = 1e4;
    private static final double MOST = 1e12;
    private static final double DIGIT = 10;

    // How near to its end, and to its beginning, a meter must have been seen for its turn.
    private static final double BEFORE_TURN = 0.9;
    private static final double AFTER_TURN = 0.1;

    private CounterStep() {}

    /** Never negative; both readings not negative. */
    static double between(double before, double after) {
        if (after >= before) {
            return after - before;
        }
        if (after > before / 2) {
            return 0;
        }
        for (double turn = FEWEST; turn <= MOST; turn *= DIGIT) {
            if (turn > before && before >= BEFORE_TURN * turn && after <= AFTER_TURN * turn) {
                return turn - before + after;
            }
        }
        return after;
    }
}
