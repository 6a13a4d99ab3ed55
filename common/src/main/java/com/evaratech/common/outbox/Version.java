package com.evaratech.common.outbox;

/**
 * When an event happened among all events of one outbox: by the incarnation of its database first,
 * then by its number. As one number it stays below 2^53, so that Lua and JavaScript compare it
 * exactly.
 *
 * @param incarnation counts how often the database was found to have gone back in time, below 2^13
 * @param number of the event: commit order without gaps, below 2^40
 */
public record Version(long incarnation, long number) implements Comparable<Version> {

    // 2^40 events are 34 years of 1,000 a second; 2^13 restores nobody will live through.
    private static final int NUMBER_BITS = 40;
    private static final int INCARNATION_BITS = 13;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

    public Version {
        if (number < 0 || number > NUMBER_MASK) {
            throw new IllegalArgumentException("number out of range: " + number);
        }
        if (incarnation < 0 || incarnation >> INCARNATION_BITS != 0) {
            throw new IllegalArgumentException("incarnation out of range: " + incarnation);
        }
    }

    /** Reads the one number. */
    public static Version of(long packed) {
        return new Version(packed >> NUMBER_BITS, packed & NUMBER_MASK);
    }

    /** Both in one number that sorts like this. */
    public long packed() {
        return (incarnation << NUMBER_BITS) | number;
    }

    /** Another number of the same incarnation. */
    public Version at(long otherNumber) {
        return new Version(incarnation, otherNumber);
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(packed(), other.packed());
    }
}
