package com.evaratech.bench.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * When alerts were opened, by PostgreSQL's own times of commits, which it must keep. A row of an
 * alert is written again by each reading that finds it open; so a trigger notes the first time.
 */
public final class OpenedAlerts implements AutoCloseable {

    private static final String WATCH =
            """
            create schema if not exists bench;
            create table bench.opened (
                rule_number bigint, node_id uuid, pending_since timestamptz, opened_at timestamptz);
            create function bench.note_opened() returns trigger language plpgsql security definer as $note$
            begin
                insert into bench.opened
                select rule_number, node_id, pending_since, opened_at from opened;
                return null;
            end
            $note$;
            create trigger bench_opened after insert on alerting.alert
                referencing new table as opened for each statement execute function bench.note_opened()
            """;

    private static final String ALL =
            """
            select node_id, pending_since, opened_at, pg_xact_commit_timestamp(xmin) from bench.opened
            """;

    private final Connection admin;

    /**
     * An alert.
     *
     * @param nodeId its node
     * @param since what began it
     * @param openedAt the reading that opened it, or the service's time when none did
     * @param committed when it was
     */
    public record Opened(UUID nodeId, Instant since, Instant openedAt, Instant committed) {}

    /**
     * Notes alerts from now on.
     *
     * @param admin a connection to the services' database, which is closed with this
     */
    public OpenedAlerts(Connection admin) throws SQLException {
        this.admin = admin;
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute(WATCH);
        }
    }

    /** How many there are. */
    public long count() {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery("select count(*) from bench.opened")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException("alerts cannot be counted", e);
        }
    }

    /** All there are. */
    public List<Opened> all() throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(ALL)) {
            var all = new ArrayList<Opened>();
            while (rows.next()) {
                all.add(
                        new Opened(
                                rows.getObject(1, UUID.class),
                                rows.getObject(2, OffsetDateTime.class).toInstant(),
                                rows.getObject(3, OffsetDateTime.class).toInstant(),
                                rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
            return all;
        }
    }

    /** Forgets those that there are. */
    public void forget() throws SQLException {
        try (var statement = admin.createStatement()) {
            int _ = statement.executeUpdate("delete from bench.opened");
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
    }
}
