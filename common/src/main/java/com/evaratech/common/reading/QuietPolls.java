package com.evaratech.common.reading;

import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Channels that were asked then, answered, and had nothing new: what their nodes had measured by
 * that time is known. Without it, nobody could tell a node that is silent from a channel that
 * cannot be read. Described in {@code docs/api/events.md}.
 *
 * @param at when the first of them was asked, by the sender's clock; kept to the millisecond
 * @param nodeNumbers the nodes that the channels feed; at least one, at most {@value #MOST}
 */
public record QuietPolls(Instant at, List<Long> nodeNumbers) {

    /** What entries with polls are marked with. */
    public static final int ENTRY_KIND = 4;

    /** Keeps an entry far below what the bus takes at most. */
    public static final int MOST = 10_000;

    private static final int SCHEMA = 1;

    // They are about several nodes, and no node has this number.
    private static final long KEY = 0;

    public QuietPolls {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        nodeNumbers = List.copyOf(nodeNumbers);
        if (nodeNumbers.isEmpty() || nodeNumbers.size() > MOST) {
            throw new IllegalArgumentException(
                    "polls of 1 to %d nodes, not %d".formatted(MOST, nodeNumbers.size()));
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
        long millis = in.signed();
        long count = in.unsigned();
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("polls: " + count + " of them");
        }
        var nodes = new ArrayList<Long>((int) count);
        for (int i = 0; i < count; i++) {
            nodes.add(in.unsigned());
        }
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("polls: followed by something else");
        }
        return new QuietPolls(Instant.ofEpochMilli(millis), nodes);
    }

    /** The entry that carries them. */
    public Entry toEntry() {
        var out = new PackedWriter();
        out.signed(at.toEpochMilli());
        out.unsigned(nodeNumbers.size());
        nodeNumbers.forEach(out::unsigned);
        return new Entry(SCHEMA, ENTRY_KIND, KEY, null, out.toBytes());
    }
}
