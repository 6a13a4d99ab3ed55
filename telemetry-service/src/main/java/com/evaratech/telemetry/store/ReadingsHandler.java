package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
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
import org.jspecify.annotations.Nullable;

/** The effect of readings: rows of their kind's table, the newest of each node, counts. */
final class ReadingsHandler implements EntryHandler<NodeReadings> {

    private final Months months;
    private final Map<Kind, ReadingTable> tables = new EnumMap<>(Kind.class);

    ReadingsHandler(Months months) {
        this.months = months;
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
        return ReadingsCodec.SCHEMA;
    }

    @Override
    public @Nullable NodeReadings decode(Entry entry) {
        return ReadingsCodec.isReadings(entry) ? ReadingsCodec.decode(entry) : null;
    }

    @Override
    public void apply(Connection transaction, List<Received<NodeReadings>> round)
            throws SQLException {
        var counts = new OutcomeCounts();
        var all = new ArrayList<StoredRow>();
        for (var table : tables.entrySet()) {
            List<StoredRow> rows = rows(table.getKey(), round);
            if (!rows.isEmpty()) {
                months.ensure(KindColumns.of(table.getKey()), rows);
                table.getValue().write(transaction, rows, counts);
                all.addAll(rows);
            }
        }
        if (!all.isEmpty()) {
            LatestTable.write(transaction, all);
            counts.write(transaction);
        }
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
