package com.evaratech.common.reading;

import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Channels that were asked, answered, and had nothing new: what their nodes had measured by that
 * time is known. Without it, nobody could tell a node that is silent from a channel that cannot be
 * read. Described in {@code docs/api/events.md}.
 *
 * @param askedAt when each channel was asked, by the sender's clock and kept to the millisecond, by
 *     the number of the node that it feeds; at least one, at most {@value #MOST}
 */
public record QuietPolls(Map<Long, Instant> askedAt) {

    /** What entries with polls are marked with. */
    public static final int ENTRY_KIND = 4;

    /** Keeps an entry far below what the bus takes at most. */
    public static final int MOST = 10_000;

    private static final int SCHEMA = 1;

    // They are about several nodes, and no node has this number.
    private static final long KEY = 0;

    public QuietPolls {
        askedAt = Map.copyOf(askedAt);
        if (askedAt.isEmpty() || askedAt.size() > MOST) {
            throw new IllegalArgumentException(
                    "polls of 1 to %d nodes, not %d".formatted(MOST, askedAt.size()));
        }
    }

    /** Whether an entry carries some. */
    public static boolean areIn(Entry entry) {
        return entry.kind() == ENTRY_KIND;
    }

    /**
     * Those in an entry.
     *
     * @throws IllegalArgumentException when it does not carry any, or they cannot be read
     */
    public static QuietPolls of(Entry entry) {
        if (!areIn(entry)) {
            throw new IllegalArgumentException("no polls but kind " + entry.kind());
        }
        var in = new PackedReader(entry.payload());
        long count = in.unsigned();
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("polls: " + count + " of them");
        }
        Map<Long, Instant> askedAt = new HashMap<>();
        long millis = 0;
        for (int i = 0; i < count; i++) {
            long node = in.unsigned();
            millis += in.signed();
            askedAt.put(node, Instant.ofEpochMilli(millis));
        }
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("polls: followed by something else");
        }
        return new QuietPolls(askedAt);
    }

    /** The entry that carries them. */
    public Entry toEntry() {
        var out = new PackedWriter();
        out.unsigned(askedAt.size());
        long millis = 0;
        for (var poll : askedAt.entrySet()) {
            out.unsigned(poll.getKey());
            out.signed(poll.getValue().toEpochMilli() - millis);
            millis = poll.getValue().toEpochMilli();
        }
        return new Entry(SCHEMA, ENTRY_KIND, KEY, null, out.toBytes());
    }
}
