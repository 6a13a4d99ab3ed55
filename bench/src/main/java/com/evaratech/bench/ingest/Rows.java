package com.evaratech.bench.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.postgresql.PGConnection;

/** Rows as they are inserted by one statement: an array for each column. */
final class Rows {

    private static final String INSERT =
            """
            insert into bench.tank (node_number, recorded_at, water_level_cm, temperature_c, tds_ppm)
            select * from unnest(?::bigint[], ?::timestamptz[], ?::float8[], ?::float8[], ?::float8[])
            """;

    private final long[] nodes;
    private final Object[] times;
    private final double[] levels;
    private final double[] temperatures;
    private final double[] solids;

    Rows(int size) {
        nodes = new long[size];
        times = new Object[size];
        levels = new double[size];
        temperatures = new double[size];
        solids = new double[size];
    }

    int size() {
        return nodes.length;
    }

    /** Takes the row that the result stands on: node, instant, level, temperature, solids. */
    void set(int place, ResultSet row) throws SQLException {
        nodes[place] = row.getLong(1);
        times[place] = row.getObject(2, OffsetDateTime.class);
        levels[place] = row.getDouble(3);
        temperatures[place] = row.getDouble(4);
        solids[place] = row.getDouble(5);
    }

    void insert(Connection connection) throws SQLException {
        // Of primitives the driver makes arrays in binary form.
        var arrays = connection.unwrap(PGConnection.class);
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, arrays.createArrayOf("bigint", nodes));
            statement.setArray(2, connection.createArrayOf("timestamptz", times));
            statement.setArray(3, arrays.createArrayOf("float8", levels));
            statement.setArray(4, arrays.createArrayOf("float8", temperatures));
            statement.setArray(5, arrays.createArrayOf("float8", solids));
            int _ = statement.executeUpdate();
        }
    }
}
