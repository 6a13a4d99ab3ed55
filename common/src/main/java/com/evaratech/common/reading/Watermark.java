package com.evaratech.common.reading;

import com.evaratech.common.stream.Entry;
import java.time.Instant;

/**
 * A heartbeat of a source: somebody who accepts its readings was at work then, and got through to
 * this partition. Who misses readings of a node can tell by it whether the node is silent or
 * everything is. Described in {@code docs/api/events.md}.
 *
 * @param source whose readings are accepted
 * @param at when, by the sender's clock; kept to the millisecond
 */
public record Watermark(Source source, Instant at) {

    private static final int SCHEMA = 1;

    // No node has this number, and a partition's watermarks are about all of its nodes.
    private static final long KEY = 0;

    public Watermark {
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    /** Whether an entry carries one. */
    public static boolean isIn(Entry entry) {
        return entry.kind() == Entry.WATERMARK;
    }

    /**
     * The one in an entry.
     *
     * @throws IllegalArgumentException when it does not carry any, or one that cannot be read
     */
    public static Watermark of(Entry entry) {
        if (!isIn(entry)) {
            throw new IllegalArgumentException("no watermark but kind " + entry.kind());
        }
        var in = new PackedReader(entry.payload());
        int number = in.octet();
        long millis = in.signed();
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("watermark: followed by something else");
        }
        Source source =
                Source.ofNumber(number)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "watermark: unknown source " + number));
        return new Watermark(source, Instant.ofEpochMilli(millis));
    }

    /** The entry that carries it. */
    public Entry toEntry() {
        var out = new PackedWriter();
        out.octet(source.number());
        out.signed(at.toEpochMilli());
        return new Entry(SCHEMA, Entry.WATERMARK, KEY, null, out.toBytes());
    }
}
