package com.evaratech.common.directory.store;

import java.util.Comparator;

/**
 * Id of an entry in the stream of changes.
 *
 * @param millis when it was added, by the server's clock
 * @param sequence counts within a millisecond
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::sequence);

    /**
     * Reads Redis' form.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static StreamId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("not a stream id: " + text);
        }
        return new StreamId(
                Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    /** Redis' form. */
    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
