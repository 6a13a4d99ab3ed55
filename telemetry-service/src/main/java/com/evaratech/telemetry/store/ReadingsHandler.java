package com.evaratech.telemetry.store;

import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.common.forget.Sifted;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
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
 * The effect of readings: rows of their kind's table, the newest of each node, counts. Those behind
 * the deletion of their node are only counted.
 */
final class ReadingsHandler implements EntryHandler<NodeFact> {

    private final Months months;
    private final ForgottenNodes forgotten;
    private final Runnable onForgotten;
    private boolean hasForgotten;
    private final Map<Kind, ReadingTable> tables = new EnumMap<>(Kind.class);

    /**
     * A handler that knows no partition yet.
     *
     * @param onForgotten called when a deletion is committed; must not block
     */
    ReadingsHandler(Months months, ForgottenNodes forgotten, Runnable onForgotten) {
        this.months = months;
        this.forgotten = forgotten;
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
                table.getValue().write(transaction, rows, counts);
                all.addAll(rows);
            }
        }
        if (!all.isEmpty()) {
            LatestTable.write(transaction, all);
        }
        counts.write(transaction);
        forgotten.note(transaction, sifted.forgotten());
        hasForgotten |= !sifted.forgotten().isEmpty();
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
    }

    @Override
    public void drop(Set<Integer> partitions) {
        forgotten.drop(partitions);
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
