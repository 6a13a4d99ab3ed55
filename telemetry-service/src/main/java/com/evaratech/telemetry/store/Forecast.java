package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.Source;
import com.evaratech.telemetry.store.StoredRow.Said;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what will become of readings before they are on their way, by the rules of the writer. It
 * is right as long as nobody else writes of the same instants meanwhile.
 */
public final class Forecast {

    private static final int NO_PARTITION = 0;

    private Forecast() {}

    private record Instant(long node, long millis) {}

    /**
     * One reading of a node.
     *
     * @param node its number
     */
    public record Expected(long node, Reading reading) {}

    /** How many of the readings, in their order, will have each outcome. */
    public static Map<Outcome, Long> of(Connection connection, Kind kind, List<Expected> readings)
            throws SQLException {
        KindColumns columns = KindColumns.of(kind);
        Map<Instant, StoredRow> rows = new LinkedHashMap<>();
        for (Expected each : readings) {
            long millis = each.reading().recordedAtMillis();
            rows.computeIfAbsent(
                            new Instant(each.node(), millis),
                            key -> new StoredRow(columns, key.node(), key.millis()))
                    .add(new Said(NO_PARTITION, Source.HTTP, columns.values(each.reading())));
        }
        var counts = new OutcomeCounts();
        if (!rows.isEmpty()) {
            List<StoredRow> all = new ArrayList<>(rows.values());
            Map<StoredRow, double[]> known = ReadingTable.ofAll(columns).read(connection, all);
            all.forEach(row -> row.judge(known.getOrDefault(row, new double[0]), counts));
        }
        return counts.byOutcome();
    }
}
