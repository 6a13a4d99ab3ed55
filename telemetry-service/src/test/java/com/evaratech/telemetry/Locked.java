package com.evaratech.telemetry;

import com.evaratech.local.testing.EvaraServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What nobody else can have until this is closed. */
public final class Locked implements AutoCloseable {

    private final Connection owner;

    private Locked(Connection owner) {
        this.owner = owner;
    }

    /** A table of the schema: nobody reads or writes it. */
    public static Locked table(String name) throws SQLException {
        return by("lock table telemetry.%s in access exclusive mode".formatted(name));
    }

    /** Rows of a table of the schema: nobody writes them. */
    public static Locked rows(String table, List<Integer> ids) throws SQLException {
        return by(
                "select from telemetry.%s where id in (%s) for update"
                        .formatted(
                                table,
                                ids.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))));
    }

    private static Locked by(String sql) throws SQLException {
        Connection owner = EvaraServers.connectAsOwner("telemetry");
        owner.setAutoCommit(false);
        try (var statement = owner.createStatement()) {
            boolean _ = statement.execute(sql);
        }
        return new Locked(owner);
    }

    /** How many wait for it. */
    public long waiting() throws SQLException {
        try (var statement = owner.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select count(distinct pid) from pg_locks
                                where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
                                """)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        owner.rollback();
        owner.close();
    }
}
