package com.evaratech.alert.evaluate;

/**
 * How old what was last measured may be. When it was is noted a few times in that span and not with
 * each reading, since each note is written: so it counts for up to a quarter longer, and never
 * shorter.
 */
final class Age {

    private static final long SECOND_MILLIS = 1_000;
    private static final int NOTES = 4;

    private final long maxMillis;

    Age(int maxSeconds) {
        this.maxMillis = maxSeconds * SECOND_MILLIS;
    }

    /** Whether a measurement is to be noted, when an earlier one is. */
    boolean isToBeNoted(long notedMillis, long atMillis) {
        return atMillis - notedMillis >= maxMillis / NOTES;
    }

    /** Whether what was noted then is too old now. */
    boolean isOver(long notedMillis, long atMillis) {
        return atMillis - notedMillis > maxMillis + maxMillis / NOTES;
    }
}
