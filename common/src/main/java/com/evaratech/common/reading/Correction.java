package com.evaratech.common.reading;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says what a node's readings should have been, or what was read by hand: its values take
 * the place of those that are there, and what it does not name stays. Of several for one instant
 * the last in the stream counts. Described in {@code docs/api/events.md}.
 *
 * @param nodeNumber the node inside the fleet
 * @param kind what the node measures
 * @param author who says so: the subject of a token, or an API key's
 * @param reason why, in words; may be empty
 * @param acceptedAt when, by the accepting process' clock; kept to the millisecond
 * @param readings of metrics that the kind has; 1 to {@value #MOST}
 */
public record Correction(
        long nodeNumber,
        Kind kind,
        String author,
        String reason,
        Instant acceptedAt,
        List<Reading> readings)
        implements NodeFact {

    /** As many as somebody corrects at a time. */
    public static final int MOST = 100;

    /** Newer than that of deletions: who does not know of corrections must not pass over one. */
    static final int SCHEMA = 3;

    private static final int ENTRY_KIND = 3;

    public Correction {
        acceptedAt = Instant.ofEpochMilli(acceptedAt.toEpochMilli());
        readings = List.copyOf(readings);
        if (readings.isEmpty() || readings.size() > MOST) {
            throw new IllegalArgumentException(
                    "1 to %d readings, not %d".formatted(MOST, readings.size()));
        }
        for (Reading reading : readings) {
            if (!reading.isOf(kind)) {
                throw new IllegalArgumentException("%s of a %s".formatted(reading, kind));
            }
        }
    }

    /** Whether an entry carries one. */
    public static boolean isIn(Entry entry) {
        return entry.kind() == ENTRY_KIND;
    }

    /**
     * The one in an entry.
     *
     * @throws IllegalArgumentException when it does not carry any, or one that cannot be read
     */
    public static Correction of(Entry entry) {
        if (!isIn(entry)) {
            throw new IllegalArgumentException("no correction but kind " + entry.kind());
        }
        var in = new PackedReader(entry.payload());
        int kind = in.octet();
        long acceptedAt = in.signed();
        String author = in.text();
        String reason = in.text();
        List<Reading> readings = ReadingsCodec.readings(in, acceptedAt);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("correction: followed by something else");
        }
        return new Correction(
                entry.key(),
                Kind.ofNumber(kind)
                        .orElseThrow(() ->
                                new IllegalArgumentException("correction: unknown kind " + kind)),
                author,
                reason,
                Instant.ofEpochMilli(acceptedAt),
                readings);
    }

    /** The entry that carries it. */
    public Entry toEntry(@Nullable String traceparent) {
        var out = new PackedWriter();
        out.octet(kind.number());
        out.signed(acceptedAt.toEpochMilli());
        out.text(author);
        out.text(reason);
        ReadingsCodec.write(readings, acceptedAt.toEpochMilli(), out);
        return new Entry(SCHEMA, ENTRY_KIND, nodeNumber, traceparent, out.toBytes());
    }
}
