package com.evaratech.telemetry.rollup;

import com.evaratech.common.metric.Kind;
import com.evaratech.telemetry.rollup.DayZones.Cut;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Keeps rollups in step with readings, in the transaction that stores them. For the consumer's
 * thread, which alone writes the nodes of its partitions.
 */
public final class Rollups {

    private static final Comparator<Added> BY_NODE_AND_TIME =
            Comparator.comparingLong(Added::node).thenComparingLong(Added::millis);

    private final LongFunction<Optional<ZoneId>> zoneOfNode;
    private final DayZones zones = new DayZones();
    private final Map<Kind, KindRollups> byKind = new EnumMap<>(Kind.class);

    /**
     * Rollups that know no partition yet.
     *
     * @param zoneOfNode where the days of a node begin, if anybody knows it
     */
    public Rollups(LongFunction<Optional<ZoneId>> zoneOfNode) {
        this.zoneOfNode = zoneOfNode;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new KindRollups(RollupColumns.of(kind)));
        }
    }

    /**
     * Adds what a round has stored.
     *
     * @param rows of nodes of this kind, in any order; each instant of a node once
     */
    public void write(Connection transaction, Kind kind, List<Added> rows) throws SQLException {
        KindRollups rollups = byKind.get(kind);
        if (rollups == null || rows.isEmpty()) {
            return;
        }
        List<Added> inOrder = rows.stream().sorted(BY_NODE_AND_TIME).toList();
        NodeCuts cuts = cuts(transaction, inOrder);
        rollups.write(transaction, inOrder, cuts.zones, cuts.begun, cuts.moved);
    }

    /**
     * Makes the rows anew in which instants lie that were changed.
     *
     * @param rows of nodes of this kind, in any order; what they say is not looked at
     */
    public void makeAnew(Connection transaction, Kind kind, List<Added> rows) throws SQLException {
        KindRollups rollups = byKind.get(kind);
        if (rollups == null || rows.isEmpty()) {
            return;
        }
        NodeCuts cuts = cuts(transaction, rows);
        rollups.makeAnew(transaction, rows, cuts.zones, cuts.begun, cuts.moved);
    }

    private NodeCuts cuts(Connection transaction, List<Added> rows) throws SQLException {
        var cuts = new NodeCuts();
        for (Added row : rows) {
            cuts.take(row);
        }
        if (!cuts.changed.isEmpty()) {
            zones.put(transaction, cuts.changed.values());
        }
        return cuts;
    }

    /** Reads what it keeps of these partitions, replacing what it knew. */
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        zones.load(connection, partitions);
    }

    /** Lets go of partitions that somebody else has. */
    public void drop(Set<Integer> partitions) {
        zones.drop(partitions);
    }

    /** The zones of a round's nodes, and which of them are new. */
    private final class NodeCuts {

        private final Map<Long, ZoneId> zones = new HashMap<>();
        private final Map<Long, ZoneId> begun = new HashMap<>();
        private final Map<Long, ZoneId> moved = new HashMap<>();
        private final Map<Long, Cut> changed = new HashMap<>();

        private void take(Added row) {
            long node = row.node();
            if (zones.containsKey(node)) {
                return;
            }
            Optional<ZoneId> before = Rollups.this.zones.of(row.partition(), node);
            // Who is not in the directory yet, or no more, keeps its days.
            ZoneId now = zoneOfNode.apply(node).or(() -> before).orElse(ZoneOffset.UTC);
            zones.put(node, now);
            if (before.isEmpty()) {
                begun.put(node, now);
            } else if (!before.get().equals(now)) {
                moved.put(node, now);
            }
            if (before.isEmpty() || !before.get().equals(now)) {
                changed.put(node, new Cut(row.partition(), node, now));
            }
        }
    }
}
