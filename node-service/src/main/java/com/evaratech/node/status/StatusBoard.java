package com.evaratech.node.status;

import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.node.directory.DirectoryOutbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives the status of nodes from the facts, and tells the other services of those that changed.
 * All who change facts call it in the same transaction.
 */
@Singleton
class StatusBoard {

    // In one order, so that nobody who waits for a row has one that another waits for. It also
    // makes the next statement see what whoever had the row has committed.
    private static final String LOCK =
            """
            select from registry.node_status where number = any(?) order by number for no key update
            """;

    private static final String DERIVE =
            """
            update registry.node_status s
            set status = facts.status,
                silent_since_ms = facts.silent_since_ms,
                since = case when s.status = facts.status then s.since else ? end,
                version = s.version + 1
            from (select d.number, f.last_seen_ms, f.silent_since_ms,
                         registry.status_of(d.in_maintenance, f.last_seen_ms, f.silent_since_ms,
                                            d.open_alerts) as status
                  from registry.node_status d
                  join registry.node_seen f on f.number = d.number
                  where d.number = any(?)) facts
            where s.number = facts.number
                and (s.status, s.silent_since_ms) is distinct from (facts.status, facts.silent_since_ms)
            returning s.node_id, s.version, s.status, s.since, facts.last_seen_ms, s.silent_since_ms
            """;

    private final DirectoryOutbox directory;
    private final InstantSource clock;

    StatusBoard(DirectoryOutbox directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Locks the rows of nodes in the order in which all do; before their facts are changed, by
     * those who change facts that stand in the same row.
     */
    void lock(Connection transaction, Collection<Long> numbers) throws SQLException {
        try (var statement = transaction.prepareStatement(LOCK)) {
            statement.setArray(1, transaction.createArrayOf("bigint", numbers.toArray()));
            boolean _ = statement.execute();
        }
    }

    /** The last statements of a transaction in which facts about these nodes may have changed. */
    void refresh(Connection transaction, Collection<Long> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        lock(transaction, numbers);
        List<StatusEntry> changed = derive(transaction, numbers);
        if (!changed.isEmpty()) {
            directory.tellStatuses(transaction, changed);
        }
    }

    private List<StatusEntry> derive(Connection transaction, Collection<Long> numbers)
            throws SQLException {
        try (var statement = transaction.prepareStatement(DERIVE)) {
            statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            statement.setArray(2, transaction.createArrayOf("bigint", numbers.toArray()));
            try (var rows = statement.executeQuery()) {
                var changed = new ArrayList<StatusEntry>();
                while (rows.next()) {
                    changed.add(entry(rows));
                }
                return changed;
            }
        }
    }

    private static StatusEntry entry(ResultSet row) throws SQLException {
        return new StatusEntry(
                row.getLong("version"),
                row.getObject("node_id", UUID.class),
                NodeStatus.valueOf(row.getString("status")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                time(row.getObject("last_seen_ms", Long.class)),
                time(row.getObject("silent_since_ms", Long.class)));
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
