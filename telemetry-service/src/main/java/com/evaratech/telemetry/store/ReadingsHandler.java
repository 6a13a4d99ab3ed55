package com.evaratech.telemetry.store;

import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.common.forget.Sifted;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.telemetry.readings.PackedDays;
import com.evaratech.telemetry.rollup.Added;
import com.evaratech.telemetry.rollup.Rollups;
import com.evaratech.telemetry.store.StoredRow.Said;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effect of readings: rows of their kind's table and of its rollups, the newest of each node,
 * counts. Those behind the deletion of their node are only counted.
 */
final class ReadingsHandler implements EntryHandler<NodeFact> {

    private final Months months;
    private final PackedDays packed;
    private final ForgottenNodes forgotten;
    private final Rollups rollups;
    private final Runnable onForgotten;
    private boolean hasForgotten;
    private final Map<Kind, ReadingTable> tables = new EnumMap<>(Kind.class);

    /**
     * A handler that knows no partition yet.
     *
     * @param onForgotten called when a deletion is committed; must not block
     */
    ReadingsHandler(
            Months months,
            PackedDays packed,
            ForgottenNodes forgotten,
            Rollups rollups,
            Runnable onForgotten) {
        this.months = months;
        this.packed = packed;
        this.forgotten = forgotten;
        this.rollups = rollups;
        this.onForgotten = onForgotten;
        for (Kind kind : Kind.values()) {
            tables.put(kind, new ReadingTable(KindColumns.of(kind)));
        }
    }

    private record Instant(long node, long millis) {

        // Odd and large, its bits evenly mixed: the golden ratio of 2^64.
        private static final long SPREAD = 0x9e3779b97f4a7c15L;

        /**
         * Spreads instants that differ by whole seconds, of nodes that are numbered in sequence: by
         * the sum of their parts they would fall together by dozens.
         */
        @Override
        public int hashCode() {
            return Long.hashCode((node * SPREAD + millis) * SPREAD);
        }
    }

    @Override
    public int newestSchema() {
        return NodeFact.NEWEST_SCHEMA;
    }

    @Override
    public @Nullable NodeFact decode(Entry entry) {
        return NodeFact.in(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<NodeFact>> round) throws SQLException {
        Sifted sifted = forgotten.sift(round);
        var counts = new OutcomeCounts();
        sifted.rejected().forEach(counts::reject);
        var all = new ArrayList<StoredRow>();
        for (var table : tables.entrySet()) {
            List<StoredRow> rows = rows(table.getKey(), sifted.readings());
            if (!rows.isEmpty()) {
                months.ensure(KindColumns.of(table.getKey()), rows);
                packed.open(transaction, table.getKey(), rows, StoredRow::node, StoredRow::millis);
                table.getValue().write(transaction, rows, counts);
                rollups.write(transaction, table.getKey(), added(rows));
                all.addAll(rows);
            }
        }
        if (!all.isEmpty()) {
            LatestTable.write(transaction, all);
        }
        if (!sifted.corrections().isEmpty()) {
            correct(transaction, sifted.corrections());
        }
        counts.write(transaction);
        forgotten.note(transaction, sifted.forgotten());
        hasForgotten |= !sifted.forgotten().isEmpty();
    }

    /** Behind the round's readings: what is corrected may have come with it. */
    private void correct(Connection transaction, List<Received<Correction>> corrections)
            throws SQLException {
        for (Kind kind : tables.keySet()) {
            List<Received<Correction>> ofKind =
                    corrections.stream()
                            .filter(received -> received.content().kind() == kind)
                            .toList();
            for (Received<Correction> received : ofKind) {
                months.ensure(KindColumns.of(kind), received.content());
            }
            packed.open(transaction, kind, instants(ofKind), Instant::node, Instant::millis);
            Corrections.write(transaction, kind, ofKind, rollups);
        }
    }

    private static List<Instant> instants(List<Received<Correction>> corrections) {
        var instants = new ArrayList<Instant>();
        for (Received<Correction> received : corrections) {
            Correction correction = received.content();
            for (Reading reading : correction.readings()) {
                instants.add(new Instant(correction.nodeNumber(), reading.recordedAtMillis()));
            }
        }
        return instants;
    }

    @Override
    public void committed() {
        if (hasForgotten) {
            hasForgotten = false;
            onForgotten.run();
        }
    }

    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        forgotten.load(connection, partitions);
        rollups.load(connection, partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        forgotten.drop(partitions);
        rollups.drop(partitions);
    }

    private static List<Added> added(List<StoredRow> rows) {
        return rows.stream().filter(StoredRow::isChanged).map(StoredRow::added).toList();
    }

    private static List<StoredRow> rows(Kind kind, List<Received<NodeReadings>> round) {
        KindColumns columns = KindColumns.of(kind);
        Map<Instant, StoredRow> rows = new LinkedHashMap<>();
        for (Received<NodeReadings> received : round) {
            NodeReadings content = received.content();
            if (content.kind() != kind) {
                continue;
            }
            for (Reading reading : content.readings()) {
                long node = content.nodeNumber();
                long millis = reading.recordedAtMillis();
                rows.computeIfAbsent(
                                new Instant(node, millis),
                                key -> new StoredRow(columns, node, millis))
                        .add(
                                new Said(
                                        received.partition(),
                                        content.source(),
                                        columns.values(reading)));
            }
        }
        return List.copyOf(rows.values());
    }
}
