package com.evaratech.bench.streams;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** One row for a reading, by one statement for all of them; the statement of both sides. */
final class ReadingRows {

    /** The table, with %1$s the schema. */
    static final String TABLES =
            """
            create table %1$s.reading (
                node_number    bigint,
                recorded_at    timestamptz,
                water_level_cm double precision,
                temperature_c  double precision,
                tds_ppm        double precision,
                primary key (node_number, recorded_at))
            """;

    private static final List<Metric> METRICS =
            List.of(Metric.WATER_LEVEL_CM, Metric.TEMPERATURE_C, Metric.TDS_PPM);

    private final String insert;

    ReadingRows(String schema) {
        this.insert =
                """
                insert into %s.reading
                select node, to_timestamp(millis / 1000.0), level, temperature, tds
                from unnest(?::bigint[], ?::bigint[], ?::float8[], ?::float8[], ?::float8[])
                    as row (node, millis, level, temperature, tds)
                on conflict do nothing
                """
                        .formatted(schema);
    }

    /** Inserts all of them. */
    void insert(Connection connection, List<NodeReadings> batches) throws SQLException {
        int count = batches.stream().mapToInt(batch -> batch.readings().size()).sum();
        long[] nodes = new long[count];
        long[] millis = new long[count];
        double[][] values = new double[METRICS.size()][count];
        int row = 0;
        for (NodeReadings batch : batches) {
            for (Reading reading : batch.readings()) {
                nodes[row] = batch.nodeNumber();
                millis[row] = reading.recordedAtMillis();
                for (int metric = 0; metric < values.length; metric++) {
                    values[metric][row] = reading.value(METRICS.get(metric));
                }
                row++;
            }
        }
        // Of primitives the driver makes arrays in binary form.
        var arrays = connection.unwrap(PGConnection.class);
        try (var statement = connection.prepareStatement(insert)) {
            int parameter = 1;
            statement.setArray(parameter++, arrays.createArrayOf("bigint", nodes));
            statement.setArray(parameter++, arrays.createArrayOf("bigint", millis));
            for (double[] column : values) {
                statement.setArray(parameter++, arrays.createArrayOf("float8", column));
            }
            int _ = statement.executeUpdate();
        }
    }
}
