package com.evaratech.telemetry;

import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.EvaraServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Lays rollups of past days together, as the service does. */
public final class Laid {

    private static final int ROWS_AT_ONCE = 200;

    private Laid() {}

    /** As if rows from an instant on had never been laid; the day of it may be laid again, too. */
    public static void anew(Kind kind, Instant from) throws SQLException {
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement =
                        owner.prepareStatement(
                                """
                                insert into telemetry.laid_rollups (what, kind, laid_until)
                                select what, ?, (?::timestamptz at time zone 'UTC')::date
                                from unnest(array['quarter', 'day']) what
                                on conflict (what, kind) do update
                                set laid_until = excluded.laid_until,
                                    pass_from = null, pass_until = null, reached = default
                                """)) {
            statement.setString(1, code(kind));
            statement.setString(2, from.toString());
            int _ = statement.executeUpdate();
        }
    }

    /** What the server does by itself in a while, and laying waits for in months that are over. */
    public static void cleanUp(Kind kind) throws SQLException {
        try (var owner = EvaraServers.connectAsOwner("telemetry");
                var statement = owner.createStatement()) {
            boolean _ = statement.execute("vacuum telemetry.rollup_quarter_" + code(kind));
        }
    }

    /** All that is to be laid, portion by portion; whether nobody was in the way. */
    public static boolean lay(Connection connection, Kind kind) throws SQLException {
        for (String what : List.of("quarter", "day")) {
            int nodes = cleanPortion(connection, what, kind);
            while (nodes > 0) {
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
                nodes = cleanPortion(connection, what, kind);
            }
            if (nodes < 0) {
                return false;
            }
        }
        return true;
    }

    private static int cleanPortion(Connection connection, String what, Kind kind)
            throws SQLException {
        int nodes = portion(connection, what, kind);
        if (nodes < 0) {
            cleanUp(kind);
            nodes = portion(connection, what, kind);
        }
        return nodes;
    }

    /** A portion; how many nodes, 0 when there is nothing to do, -1 when somebody is in the way. */
    public static int portion(Connection connection, String what, Kind kind) throws SQLException {
        try (var statement =
                connection.prepareStatement("select nodes from telemetry.lay_rollups(?, ?, ?)")) {
            statement.setString(1, what);
            statement.setString(2, code(kind));
            statement.setInt(3, ROWS_AT_ONCE);
            try (var rows = statement.executeQuery()) {
                int nodes = rows.next() ? rows.getInt(1) : -1;
                return rows.wasNull() ? -1 : nodes;
            }
        }
    }

    private static String code(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
