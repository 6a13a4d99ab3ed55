package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who owns which partition, by the rows of {@code stream_position} and the database's clock. Rows
 * that somebody else has locked are passed over, never waited for: their owner is about to commit.
 */
final class Leases {

    private final ConsumerSettings settings;
    private final int partitions;
    private final String owner;
    private final String table;

    /** For an owner whom nobody was before. */
    Leases(ConsumerSettings settings, int partitions) {
        this.settings = settings;
        this.partitions = partitions;
        String life = UUID.randomUUID().toString();
        this.owner = settings.instance().isEmpty() ? life : settings.instance() + "/" + life;
        this.table = settings.schema() + ".stream_position";
    }

    /** How long one lasts without a sign of life. */
    Duration length() {
        return settings.lease();
    }

    /** How many there are. */
    int partitions() {
        return partitions;
    }

    /** Who takes and keeps them. */
    String owner() {
        return owner;
    }

    /**
     * Makes sure that every partition has its row.
     *
     * @throws IllegalStateException when the group has consumed another number of partitions
     */
    void prepare(Connection connection) throws SQLException {
        var insert =
                """
                insert into %s (consumer, partition, position_ms, position_seq, read_count, generation, epoch)
                select ?, number, 0, 0, 0, ?, 0 from generate_series(0, ? - 1) as number
                on conflict do nothing
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(insert)) {
            statement.setString(1, settings.group());
            statement.setString(2, Generation.NONE.toString());
            statement.setInt(3, partitions);
            int _ = statement.executeUpdate();
        }
        var count = "select count(*) from %s where consumer = ?".formatted(table);
        try (var statement = connection.prepareStatement(count)) {
            statement.setString(1, settings.group());
            long rows = single(statement);
            if (rows != partitions) {
                throw new IllegalStateException(
                        "group %s has positions of %d partitions, the stream has %d"
                                .formatted(settings.group(), rows, partitions));
            }
        }
    }

    /**
     * Takes its partitions from whoever had the instance's name before: that one has ended, or the
     * name would not be given. If it lives all the same, its epochs are over as with every owner
     * who lost a partition.
     */
    void endEarlierLives(Connection connection) throws SQLException {
        if (settings.instance().isEmpty()) {
            return;
        }
        var sql =
                """
                update %s set owner = null, lease_until = null, epoch = epoch + 1
                where consumer = ? and left(owner, -37) = ? and owner <> ?
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, settings.group());
            // All but a slash and the 36 characters of a life.
            statement.setString(2, settings.instance());
            statement.setString(3, owner);
            int _ = statement.executeUpdate();
        }
    }

    /** How many partitions each live owner has; this one is always among them. */
    Map<String, Integer> liveOwners(Connection connection) throws SQLException {
        var sql =
                """
                select owner, count(*) from %s
                where consumer = ? and owner is not null and lease_until > clock_timestamp()
                group by owner
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, settings.group());
            try (var rows = statement.executeQuery()) {
                var owners = new TreeMap<String, Integer>();
                owners.put(owner, 0);
                while (rows.next()) {
                    owners.put(rows.getString(1), rows.getInt(2));
                }
                return owners;
            }
        }
    }

    /** Takes up to so many partitions that nobody owns any more. */
    List<Owned> takeFree(Connection connection, int most) throws SQLException {
        return take(connection, "(owner is null or lease_until <= clock_timestamp())", "", most);
    }

    /** Takes up to so many partitions from a live owner that has more than its share. */
    List<Owned> takeFrom(Connection connection, String victim, int most) throws SQLException {
        return take(connection, "owner = ?", victim, most);
    }

    private List<Owned> take(Connection connection, String condition, String victim, int most)
            throws SQLException {
        var sql =
                """
                with wanted as (
                    select consumer, partition from %1$s
                    where consumer = ? and %2$s
                    order by partition limit ? for update skip locked)
                update %1$s as row
                set owner = ?, epoch = row.epoch + 1,
                    lease_until = clock_timestamp() + make_interval(secs => ?)
                from wanted
                where row.consumer = wanted.consumer and row.partition = wanted.partition
                returning row.partition, row.epoch, row.generation, row.position_ms, row.position_seq, row.read_count
                """
                        .formatted(table, condition);
        try (var statement = connection.prepareStatement(sql)) {
            int index = 1;
            statement.setString(index++, settings.group());
            if (!victim.isEmpty()) {
                statement.setString(index++, victim);
            }
            statement.setInt(index++, most);
            statement.setString(index++, owner);
            statement.setDouble(index, seconds(settings.lease()));
            return read(statement);
        }
    }

    /** Extends the leases of what is still owned in these epochs; others' rows are left alone. */
    void renew(Connection connection, Collection<Owned> owned) throws SQLException {
        var sql =
                """
                with mine as (
                    select row.consumer, row.partition from %1$s as row
                    join unnest(?::int[], ?::bigint[]) as held (partition, epoch)
                        on row.partition = held.partition and row.epoch = held.epoch
                    where row.consumer = ? order by row.partition for update of row skip locked)
                update %1$s as row set lease_until = clock_timestamp() + make_interval(secs => ?)
                from mine where row.consumer = mine.consumer and row.partition = mine.partition
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, partitions(connection, owned));
            statement.setArray(2, epochs(connection, owned));
            statement.setString(3, settings.group());
            statement.setDouble(4, seconds(settings.lease()));
            int _ = statement.executeUpdate();
        }
    }

    /** Gives partitions back; whoever looks next may take them. */
    void release(Connection connection, Collection<Owned> owned) throws SQLException {
        var sql =
                """
                update %s as row set owner = null, lease_until = null
                from unnest(?::int[], ?::bigint[]) as held (partition, epoch)
                where row.consumer = ? and row.partition = held.partition and row.epoch = held.epoch
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, partitions(connection, owned));
            statement.setArray(2, epochs(connection, owned));
            statement.setString(3, settings.group());
            int _ = statement.executeUpdate();
        }
    }

    /**
     * The rows as they are now of partitions that are still owned in the epochs they were taken.
     */
    List<Owned> reload(Connection connection, Collection<Owned> owned) throws SQLException {
        var sql =
                """
                select row.partition, row.epoch, row.generation, row.position_ms, row.position_seq, row.read_count
                from %s as row
                join unnest(?::int[], ?::bigint[]) as held (partition, epoch)
                    on row.partition = held.partition and row.epoch = held.epoch
                where row.consumer = ?
                """
                        .formatted(table);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, partitions(connection, owned));
            statement.setArray(2, epochs(connection, owned));
            statement.setString(3, settings.group());
            return read(statement);
        }
    }

    /** Partitions by number. */
    static Set<Integer> numbers(Collection<Owned> owned) {
        return Set.copyOf(owned.stream().map(Owned::partition).toList());
    }

    private static List<Owned> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var owned = new ArrayList<Owned>();
            while (rows.next()) {
                owned.add(row(rows));
            }
            return owned;
        }
    }

    private static Owned row(ResultSet row) throws SQLException {
        return new Owned(
                row.getInt(1),
                row.getLong(2),
                Generation.parse(row.getString(3)),
                new StreamId(row.getLong(4), row.getLong(5)),
                row.getLong(6));
    }

    private static long single(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("a count without a row");
            }
            return rows.getLong(1);
        }
    }

    private static Array partitions(Connection connection, Collection<Owned> owned)
            throws SQLException {
        return connection.createArrayOf(
                "int", owned.stream().map(Owned::partition).toArray(Integer[]::new));
    }

    private static Array epochs(Connection connection, Collection<Owned> owned)
            throws SQLException {
        return connection.createArrayOf(
                "bigint", owned.stream().map(Owned::epoch).toArray(Long[]::new));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
