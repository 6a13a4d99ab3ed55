package com.evaratech.common.reading;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node is deleted: from here on whatever comes under its number is rejected, and what there is of
 * it is exported and then removed. Comes behind all of the node's readings that were accepted
 * before, and may come again. Described in {@code docs/api/events.md}.
 *
 * @param nodeNumber the node inside the fleet; never given again
 * @param nodeId the node in APIs
 * @param exportId names what is exported of it, in every service
 * @param kind what it measured
 * @param placement whose node it was, and whose the export is
 * @param at when it was deleted; kept to the millisecond
 * @param keptUntil when the export goes, too; kept to the millisecond
 */
public record Forget(
        long nodeNumber,
        UUID nodeId,
        UUID exportId,
        Kind kind,
        Placement placement,
        Instant at,
        Instant keptUntil)
        implements NodeFact {

    /** Newer than that of readings: who does not know of deletions must not pass over one. */
    static final int SCHEMA = 2;

    private static final int ENTRY_KIND = 2;
    private static final int NO_CUSTOMER = 0;
    private static final int CUSTOMER = 1;

    public Forget {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        keptUntil = Instant.ofEpochMilli(keptUntil.toEpochMilli());
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
    public static Forget of(Entry entry) {
        if (!isIn(entry)) {
            throw new IllegalArgumentException("no deletion but kind " + entry.kind());
        }
        var in = new PackedReader(entry.payload());
        int kind = in.octet();
        UUID nodeId = in.id();
        UUID exportId = in.id();
        var placement = new Placement(in.id(), in.id(), customer(in));
        long at = in.signed();
        long kept = in.signed();
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("deletion: followed by something else");
        }
        return new Forget(
                entry.key(),
                nodeId,
                exportId,
                Kind.ofNumber(kind)
                        .orElseThrow(() ->
                                new IllegalArgumentException("deletion: unknown kind " + kind)),
                placement,
                Instant.ofEpochMilli(at),
                Instant.ofEpochMilli(at + kept));
    }

    private static @Nullable UUID customer(PackedReader in) {
        int flag = in.octet();
        return switch (flag) {
            case NO_CUSTOMER -> null;
            case CUSTOMER -> in.id();
            default -> throw new IllegalArgumentException("deletion: customer flag " + flag);
        };
    }

    /** The entry that carries it. */
    public Entry toEntry(@Nullable String traceparent) {
        var out = new PackedWriter();
        out.octet(kind.number());
        out.id(nodeId);
        out.id(exportId);
        out.id(placement.distributorId());
        out.id(placement.communityId());
        UUID customer = placement.customerId();
        out.octet(customer == null ? NO_CUSTOMER : CUSTOMER);
        if (customer != null) {
            out.id(customer);
        }
        out.signed(at.toEpochMilli());
        out.signed(keptUntil.toEpochMilli() - at.toEpochMilli());
        return new Entry(SCHEMA, ENTRY_KIND, nodeNumber, traceparent, out.toBytes());
    }
}
