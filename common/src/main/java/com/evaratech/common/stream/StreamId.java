package com.evaratech.common.stream;

import java.util.Comparator;

/**
 * Place of an entry in its partition: the server's clock when it was added, and a number within
 * that millisecond. Later entries have greater ids.
 *
 * @param millis milliseconds since 1970 UTC
 * @param sequence from 0
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** Before every entry. */
    public static final StreamId START = new StreamId(0, 0);

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::sequence);

    public StreamId {
        if (millis < 0 || sequence < 0) {
            throw new IllegalArgumentException(
                    "a stream id has no negative part: " + millis + "-" + sequence);
        }
    }

    /**
     * Reads Redis' form, {@code 1764060000000-3}.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static StreamId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("no stream id: " + text);
        }
        return new StreamId(
                Long.parseLong(text, 0, dash, 10),
                Long.parseLong(text, dash + 1, text.length(), 10));
    }

    /** The last id that lies before this one; {@link #START} has none and stays. */
    public StreamId previous() {
        if (sequence > 0) {
            return new StreamId(millis, sequence - 1);
        }
        return millis > 0 ? new StreamId(millis - 1, Long.MAX_VALUE) : this;
    }

    /** Whether it lies behind another. */
    public boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
