package com.evaratech.bench.drill;

import java.sql.Connection;
import java.sql.SQLException;

/** Much data that nobody writes to any more, as the months before are: rows of three values. */
final class History {

    /** Everything of the drill that is not the bus' tables; %1$s is the schema. */
    static final String TABLES =
            """
            create table %1$s.reading (
                node_number bigint,
                recorded_at timestamptz,
                level_cm    double precision not null,
                primary key (node_number, recorded_at));
            create table %1$s.change (number bigint primary key, what text not null);
            create table %1$s.history (
                node_number integer,
                recorded_at timestamptz,
                level_cm    double precision,
                temperature_c double precision,
                tds_ppm     double precision,
                primary key (node_number, recorded_at))
            """;

    private static final int ROWS_PER_NODE = 10_000;

    private History() {}

    /** Rows of that many nodes. */
    static long rows(int nodes) {
        return (long) nodes * ROWS_PER_NODE;
    }

    /** Adds the rows of that many nodes; about 1.2 MB of table and index for each node. */
    static void add(Connection database, int firstNode, int nodes) throws SQLException {
        try (var statement =
                database.prepareStatement(
                        """
                        insert into drill.history
                        select node, timestamptz '2025-01-01 00:00:00+00' + minute * interval '1 min',
                               (random() * 3000)::int / 10.0, (random() * 400)::int / 10.0,
                               (random() * 9000)::int / 10.0
                        from generate_series(?::int, ?::int) as node, generate_series(1, ?::int) as minute
                        """)) {
            statement.setInt(1, firstNode);
            statement.setInt(2, firstNode + nodes - 1);
            statement.setInt(3, ROWS_PER_NODE);
            int _ = statement.executeUpdate();
        }
    }

    /** One text for all rows: how many, and the sum of a hash of each. */
    static String sum(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select count(*) || ':' || sum(hashtextextended(history::text, 0)::numeric)
                                from drill.history
                                """)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
