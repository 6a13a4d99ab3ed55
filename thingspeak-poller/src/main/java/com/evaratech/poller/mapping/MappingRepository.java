package com.evaratech.poller.mapping;

import com.evaratech.common.access.Placement;
import com.evaratech.common.sql.Transaction;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Writes who is mapped to what in {@code polling.channel}. */
@Singleton
class MappingRepository {

    // Of another channel nothing is known: it begins in a new epoch, and whoever polls the old one
    // has lost its claim. A new version of the mapping is polled soon, since it may be what mends a
    // failure; one of the node mends none.
    private static final String KEEP =
            """
            insert into polling.channel as c
                (channel_id, node_number, node_id, distributor_id, community_id, customer_id,
                 priority, interval_seconds, mapping_version, node_version, next_due_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, statement_timestamp())
            on conflict (node_id) do update
            set channel_id = excluded.channel_id,
                node_number = excluded.node_number,
                distributor_id = excluded.distributor_id,
                community_id = excluded.community_id,
                customer_id = excluded.customer_id,
                priority = excluded.priority,
                interval_seconds = excluded.interval_seconds,
                mapping_version = excluded.mapping_version,
                node_version = excluded.node_version,
                retired_at = null,
                next_due_at = case when {mapped} then least(c.next_due_at, excluded.next_due_at)
                    else c.next_due_at end,
                due_since = case when not {mapped} then c.due_since end,
                failures = case when {mapped} then 0 else c.failures end,
                pace_seconds = case when not {mapped} then c.pace_seconds end,
                background_error =
                    case when c.channel_id = excluded.channel_id then c.background_error end,
                last_success_at =
                    case when c.channel_id = excluded.channel_id then c.last_success_at end,
                last_row_at = case when c.channel_id = excluded.channel_id then c.last_row_at end,
                last_error_kind =
                    case when c.channel_id = excluded.channel_id then c.last_error_kind end,
                last_error = case when c.channel_id = excluded.channel_id then c.last_error end,
                last_error_at =
                    case when c.channel_id = excluded.channel_id then c.last_error_at end,
                cursor_epoch = c.cursor_epoch + (c.channel_id <> excluded.channel_id)::int,
                cursor_entry_id =
                    case when c.channel_id = excluded.channel_id then c.cursor_entry_id else 0 end,
                cursor_row_at =
                    case when c.channel_id = excluded.channel_id then c.cursor_row_at end,
                missing =
                    case when c.channel_id = excluded.channel_id then c.missing else '{}' end,
                searched_until =
                    case when c.channel_id = excluded.channel_id then c.searched_until end,
                awaited = case when c.channel_id = excluded.channel_id then c.awaited else '' end,
                counted_entry_id =
                    case when c.channel_id = excluded.channel_id then c.counted_entry_id else 0 end,
                lease_owner = case when c.channel_id = excluded.channel_id then c.lease_owner end,
                lease_until = case when c.channel_id = excluded.channel_id then c.lease_until end
            where excluded.mapping_version >= c.mapping_version
                and excluded.node_version >= c.node_version
                and (c.retired_at is not null
                    or excluded.mapping_version > c.mapping_version
                    or excluded.node_version > c.node_version)
            """
                    .replace(
                            "{mapped}",
                            "(c.retired_at is not null"
                                    + " or excluded.mapping_version > c.mapping_version)");

    // In the order in which everybody who writes several rows locks them.
    private static final String LOCK =
            """
            select from polling.channel where node_id = any(?) order by number for no key update
            """;

    // An alert opens and is resolved without a new version of node or mapping.
    private static final String PRIORITISE =
            """
            update polling.channel c
            set priority = told.priority
            from unnest(?::uuid[], ?::smallint[]) as told (node_id, priority)
            where c.node_id = told.node_id and c.priority <> told.priority
            """;

    private static final String RETIRE =
            """
            update polling.channel
            set retired_at = statement_timestamp(), lease_owner = null, lease_until = null
            where node_id = any(?) and retired_at is null
            """;

    // Only a database whose clock was ahead can have written a last poll that is still to come.
    // What never was stays so: "least" alone would make it now.
    private static final String BRING_FORWARD =
            """
            update polling.channel
            set next_due_at = statement_timestamp(), due_since = null, lease_owner = null, lease_until = null,
                last_success_at = case when last_success_at is not null
                    then least(last_success_at, statement_timestamp()) end,
                last_error_at = case when last_error_at is not null
                    then least(last_error_at, statement_timestamp()) end
            where retired_at is null
                and greatest(last_success_at, last_error_at)
                    > statement_timestamp() + interval '5 seconds'
            """;

    private static final String ALL =
            """
            select node_id, mapping_version, node_version, priority,
                retired_at is not null as is_retired
            from polling.channel
            """;

    // Rows that are in memory at the same time when all are read.
    private static final int FETCHED_TOGETHER = 1_000;

    // With them go the rows that were rejected.
    private static final String REMOVE = "delete from polling.channel where node_id = any(?)";

    private final DataSource database;

    MappingRepository(DataSource database) {
        this.database = database;
    }

    /** Makes the rows of these, or changes them where they tell of an older version. */
    void keep(List<MappedChannel> mapped) throws SQLException {
        if (mapped.isEmpty()) {
            return;
        }
        int _ =
                write(
                        nodes(mapped),
                        connection -> {
                            try (var statement = connection.prepareStatement(KEEP)) {
                                for (MappedChannel one : mapped) {
                                    fill(statement, one);
                                    statement.addBatch();
                                }
                                return statement.executeBatch().length;
                            }
                        });
    }

    /** Sets who goes first when time is short. */
    void prioritise(List<MappedChannel> mapped) throws SQLException {
        if (mapped.isEmpty()) {
            return;
        }
        Object[] priorities = mapped.stream().map(MappedChannel::priority).toArray();
        int _ =
                write(
                        nodes(mapped),
                        connection -> {
                            try (var statement = connection.prepareStatement(PRIORITISE)) {
                                statement.setArray(
                                        1, connection.createArrayOf("uuid", nodes(mapped)));
                                statement.setArray(2, connection.createArrayOf("int2", priorities));
                                return statement.executeUpdate();
                            }
                        });
    }

    /** Ends the polling of these nodes' channels; their cursors stay. */
    void retire(Collection<UUID> nodes) throws SQLException {
        change(RETIRE, nodes);
    }

    /** Removes what there is of nodes that are deleted. */
    void remove(Collection<UUID> nodes) throws SQLException {
        change(REMOVE, nodes);
    }

    private void change(String sql, Collection<UUID> nodes) throws SQLException {
        if (nodes.isEmpty()) {
            return;
        }
        int _ =
                write(
                        nodes.toArray(),
                        connection -> {
                            try (var statement = connection.prepareStatement(sql)) {
                                statement.setArray(
                                        1, connection.createArrayOf("uuid", nodes.toArray()));
                                return statement.executeUpdate();
                            }
                        });
    }

    /** Whoever else writes several rows cannot come to wait in a circle with this. */
    private int write(Object[] nodes, Transaction.Work<Integer> work) throws SQLException {
        return Transaction.of(
                database,
                connection -> {
                    try (var lock = connection.prepareStatement(LOCK)) {
                        lock.setArray(1, connection.createArrayOf("uuid", nodes));
                        boolean _ = lock.execute();
                    }
                    return work.on(connection);
                });
    }

    private static Object[] nodes(List<MappedChannel> mapped) {
        return mapped.stream().map(one -> one.node().id()).toArray();
    }

    /**
     * Makes channels due that wait for a time that a clock set, which went back since: else they
     * would not be polled until it gets there again.
     *
     * @return how many
     */
    int bringForward() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(BRING_FORWARD)) {
            return statement.executeUpdate();
        }
    }

    /** Shows every row, be it polled or not. */
    void each(Consumer<KeptRow> reader) throws SQLException {
        int _ =
                Transaction.of(
                        database,
                        connection -> {
                            try (var statement = connection.prepareStatement(ALL)) {
                                statement.setFetchSize(FETCHED_TOGETHER);
                                return show(statement, reader);
                            }
                        });
    }

    private static int show(PreparedStatement statement, Consumer<KeptRow> reader)
            throws SQLException {
        int shown = 0;
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.accept(
                        new KeptRow(
                                rows.getObject("node_id", UUID.class),
                                rows.getLong("mapping_version"),
                                rows.getLong("node_version"),
                                rows.getInt("priority"),
                                rows.getBoolean("is_retired")));
                shown++;
            }
        }
        return shown;
    }

    private static void fill(PreparedStatement statement, MappedChannel mapped)
            throws SQLException {
        Placement placement = mapped.node().placement();
        statement.setLong(1, mapped.channel().channelId());
        statement.setLong(2, mapped.node().number());
        statement.setObject(3, mapped.node().id());
        statement.setObject(4, placement.distributorId());
        statement.setObject(5, placement.communityId());
        statement.setObject(6, placement.customerId());
        statement.setInt(7, mapped.priority());
        statement.setInt(8, mapped.channel().intervalSeconds());
        statement.setLong(9, mapped.channel().version());
        statement.setLong(10, mapped.node().version());
    }
}
