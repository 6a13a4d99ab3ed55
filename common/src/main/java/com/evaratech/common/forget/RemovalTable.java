package com.evaratech.common.forget;

import com.evaratech.common.metric.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that move a removal on, each in the transaction of what it moves past. */
final class RemovalTable {

    private final String next;
    private final String chunk;
    private final String exported;
    private final String removed;
    private final String postpone;
    private final String expire;
    private final String waiting;

    RemovalTable(String schema) {
        // Passed over while another process has it.
        this.next =
                """
                select number, node_id, export_id, kind, reached, state, chunks
                from %s.forgotten_node
                where state <> 'removed' and next_try_at <= now()
                order by next_try_at limit 1
                for update skip locked
                """
                        .formatted(schema);
        this.chunk =
                "insert into %s.export_chunk (export_id, place, content) values (?, ?, ?)"
                        .formatted(schema);
        this.exported =
                """
                update %s.forgotten_node
                set reached = coalesce(?, reached), chunks = chunks + ?, lines = lines + ?,
                    state = case when ? then 'removing' else state end,
                    exported_at = case when ? then now() end, failures = 0
                where number = ?
                """
                        .formatted(schema);
        this.removed =
                """
                update %s.forgotten_node set state = 'removed', removed_at = now(), failures = 0
                where number = ?
                """
                        .formatted(schema);
        // Twice as long after each failure, from 2 seconds to 17 minutes.
        this.postpone =
                """
                update %s.forgotten_node
                set failures = failures + 1,
                    next_try_at = now() + interval '2 seconds' * power(2, least(failures, 9))
                where number = ?
                """
                        .formatted(schema);
        this.expire =
                """
                with gone as (
                    select export_id from %1$s.forgotten_node
                    where chunks > 0 and kept_until <= now() and state = 'removed'
                    order by kept_until limit 10 for update skip locked
                ), removed as (
                    delete from %1$s.export_chunk where export_id in (select export_id from gone)
                )
                update %1$s.forgotten_node set chunks = 0 where export_id in (select export_id from gone)
                """
                        .formatted(schema);
        this.waiting =
                "select count(*) from %s.forgotten_node where state <> 'removed'".formatted(schema);
    }

    /** What is to be done next, and how much of its export there is. */
    record Found(ForgottenNode node, boolean isExported, int chunks) {}

    /** Takes a node until the transaction's end. */
    Optional<Found> next(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement(next);
                var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var node =
                    new ForgottenNode(
                            rows.getLong("number"),
                            rows.getObject("node_id", UUID.class),
                            rows.getObject("export_id", UUID.class),
                            Kind.valueOf(rows.getString("kind")),
                            rows.getString("reached"));
            return Optional.of(
                    new Found(
                            node,
                            rows.getString("state").equals("removing"),
                            rows.getInt("chunks")));
        }
    }

    void addChunk(Connection transaction, UUID export, int place, byte[] content)
            throws SQLException {
        try (var statement = transaction.prepareStatement(chunk)) {
            statement.setObject(1, export);
            statement.setInt(2, place);
            statement.setBytes(3, content);
            int _ = statement.executeUpdate();
        }
    }

    /** Moves an export on behind a page, with which it may be whole. */
    void exported(Connection transaction, long number, int chunks, ExportPage page)
            throws SQLException {
        @Nullable String reached = page.reached();
        try (var statement = transaction.prepareStatement(exported)) {
            statement.setString(1, reached);
            statement.setInt(2, chunks);
            statement.setLong(3, page.lines().size());
            statement.setBoolean(4, reached == null);
            statement.setBoolean(5, reached == null);
            statement.setLong(6, number);
            int _ = statement.executeUpdate();
        }
    }

    void removed(Connection transaction, long number) throws SQLException {
        change(transaction, removed, number);
    }

    void postpone(Connection transaction, long number) throws SQLException {
        change(transaction, postpone, number);
    }

    /** Removes exports whose time is over; whether there may be more of them. */
    boolean expire(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(expire)) {
            return statement.executeUpdate() > 0;
        }
    }

    /** How many nodes are not removed yet. */
    long waiting(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(waiting);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void change(Connection transaction, String sql, long number)
            throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, number);
            int _ = statement.executeUpdate();
        }
    }
}
