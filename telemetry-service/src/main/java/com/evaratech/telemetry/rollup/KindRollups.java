package com.evaratech.telemetry.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rollups of one kind of node. */
final class KindRollups {

    private static final long QUARTER_MILLIS = 15 * 60 * 1_000L;

    private final RollupColumns columns;
    private final RollupTable quarters;
    private final RollupTable days;
    private final Recompute recompute;

    KindRollups(RollupColumns columns) {
        this.columns = columns;
        this.quarters = RollupTable.ofQuarters(columns);
        this.days = RollupTable.ofDays(columns);
        this.recompute = new Recompute(columns);
    }

    /**
     * Adds to quarters and then to days.
     *
     * @param rows by node and time
     * @param zones of all their nodes
     * @param begun nodes without rollups: theirs are made from what is stored
     * @param moved nodes whose days were cut by another zone: theirs are made anew
     */
    void write(
            Connection transaction,
            List<Added> rows,
            Map<Long, ZoneId> zones,
            Map<Long, ZoneId> begun,
            Map<Long, ZoneId> moved)
            throws SQLException {
        if (!begun.isEmpty()) {
            recompute.quartersOf(transaction, begun.keySet());
        }
        List<Delta> ofQuarters = quarters(rows, begun);
        if (!ofQuarters.isEmpty()) {
            List<Delta> untold = quarters.add(transaction, ofQuarters);
            if (!untold.isEmpty()) {
                recompute.quarters(transaction, untold);
            }
        }
        addDays(transaction, rows, zones, allDaysAnew(transaction, begun, moved));
    }

    /** Makes the rows anew in which instants lie; the rest is as of {@link #write}. */
    void makeAnew(
            Connection transaction,
            List<Added> rows,
            Map<Long, ZoneId> zones,
            Map<Long, ZoneId> begun,
            Map<Long, ZoneId> moved)
            throws SQLException {
        if (!begun.isEmpty()) {
            recompute.quartersOf(transaction, begun.keySet());
        }
        var touched = new LinkedHashMap<Map.Entry<Long, Long>, Delta>();
        var days = new LinkedHashSet<NodeDay>();
        for (Added row : rows) {
            long key = quarterOf(row.millis());
            touched.put(Map.entry(row.node(), key), new Delta(columns, row.node(), key));
            ZoneId zone = zones.get(row.node());
            if (zone != null) {
                days.add(new NodeDay(row.node(), LocalDay.of(row.millis(), zone)));
            }
        }
        recompute.quarters(transaction, List.copyOf(touched.values()));
        Map<Long, ZoneId> _ = allDaysAnew(transaction, begun, moved);
        recompute.days(transaction, List.copyOf(days));
    }

    private Map<Long, ZoneId> allDaysAnew(
            Connection transaction, Map<Long, ZoneId> begun, Map<Long, ZoneId> moved)
            throws SQLException {
        var anew = new HashMap<>(begun);
        anew.putAll(moved);
        if (!anew.isEmpty()) {
            recompute.daysOf(transaction, anew);
        }
        return anew;
    }

    private static long quarterOf(long millis) {
        return Math.floorDiv(millis, QUARTER_MILLIS) * QUARTER_MILLIS;
    }

    private List<Delta> quarters(List<Added> rows, Map<Long, ZoneId> leftOut) {
        var deltas = new ArrayList<Delta>();
        Delta delta = null;
        for (Added row : rows) {
            long key = quarterOf(row.millis());
            if (delta == null || delta.node() != row.node() || delta.key() != key) {
                if (leftOut.containsKey(row.node())) {
                    continue;
                }
                delta = new Delta(columns, row.node(), key);
                deltas.add(delta);
            }
            delta.add(row);
        }
        return deltas;
    }

    private void addDays(
            Connection transaction,
            List<Added> rows,
            Map<Long, ZoneId> zones,
            Map<Long, ZoneId> leftOut)
            throws SQLException {
        var deltas = new ArrayList<Delta>();
        var dayOf = new HashMap<Delta, NodeDay>();
        Delta delta = null;
        NodeDay day = null;
        for (Added row : rows) {
            ZoneId zone = zones.get(row.node());
            if (zone == null || leftOut.containsKey(row.node())) {
                continue;
            }
            if (delta == null
                    || day == null
                    || day.node() != row.node()
                    || !day.day().has(row.millis())) {
                day = new NodeDay(row.node(), LocalDay.of(row.millis(), zone));
                delta = new Delta(columns, row.node(), day.day().day());
                deltas.add(delta);
                dayOf.put(delta, day);
            }
            delta.add(row);
        }
        if (!deltas.isEmpty()) {
            List<Delta> untold = days.add(transaction, deltas);
            recompute.days(
                    transaction,
                    untold.stream().flatMap(each -> Stream.ofNullable(dayOf.get(each))).toList());
        }
    }
}
