package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a round writes beside the handler's effects, in the same transaction. */
final class PositionTables {

    private final ConsumerSettings settings;

    PositionTables(ConsumerSettings settings) {
        this.settings = settings;
    }

    /**
     * Moves positions, each only if its row still stands where the round began, in the epoch it was
     * begun in. This is the fence: fewer rows than moves mean that somebody else was faster.
     *
     * @return how many rows were moved
     */
    int move(Connection transaction, Map<Owned, Owned> moves) throws SQLException {
        var sql =
                """
                update %s.stream_position as row
                set position_ms = move.to_ms, position_seq = move.to_seq, read_count = move.read_count,
                    generation = move.to_generation,
                    lease_until = clock_timestamp() + make_interval(secs => ?)
                from unnest(?::int[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[],
                            ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as move (partition, epoch, generation, from_ms, from_seq,
                             to_generation, to_ms, to_seq, read_count)
                where row.consumer = ? and row.partition = move.partition and row.epoch = move.epoch
                    and row.generation = move.generation
                    and row.position_ms = move.from_ms and row.position_seq = move.from_seq
                """
                        .formatted(settings.schema());
        var from = moves.keySet();
        var to = moves.values();
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setDouble(1, settings.lease().toMillis() / 1_000.0);
            statement.setArray(2, transaction.createArrayOf("int", array(from, Owned::partition)));
            statement.setArray(3, longs(transaction, from, Owned::epoch));
            statement.setArray(4, texts(transaction, from));
            statement.setArray(5, longs(transaction, from, one -> one.position().millis()));
            statement.setArray(6, longs(transaction, from, one -> one.position().sequence()));
            statement.setArray(7, texts(transaction, to));
            statement.setArray(8, longs(transaction, to, one -> one.position().millis()));
            statement.setArray(9, longs(transaction, to, one -> one.position().sequence()));
            statement.setArray(10, longs(transaction, to, Owned::read));
            statement.setString(11, settings.group());
            return statement.executeUpdate();
        }
    }

    /** Keeps dead letters with their reason and their content. */
    void bury(Connection transaction, List<DeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        var sql =
                """
                insert into %s.dead_letter
                    (consumer, partition, generation, entry_ms, entry_seq, reason, detail, content, noticed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
                """
                        .formatted(settings.schema());
        try (var statement = transaction.prepareStatement(sql)) {
            for (DeadLetter letter : letters) {
                statement.setString(1, settings.group());
                statement.setInt(2, letter.partition().partition());
                statement.setString(3, letter.partition().generation().toString());
                statement.setLong(4, letter.id().millis());
                statement.setLong(5, letter.id().sequence());
                statement.setString(6, letter.reason().code());
                statement.setString(7, letter.detail());
                statement.setBytes(8, letter.content());
                statement.addBatch();
            }
            var _ = statement.executeBatch();
        }
    }

    /** Tells of entries that are gone. */
    void tell(Connection transaction, Gap gap) throws SQLException {
        var sql =
                """
                insert into %s.stream_gap
                    (consumer, partition, generation, reason, after_ms, after_seq, until_ms, until_seq, noticed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
                """
                        .formatted(settings.schema());
        StreamId after = gap.partition().position();
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, settings.group());
            statement.setInt(2, gap.partition().partition());
            statement.setString(3, gap.partition().generation().toString());
            statement.setString(4, gap.reason().name().toLowerCase(Locale.ROOT));
            statement.setLong(5, after.millis());
            statement.setLong(6, after.sequence());
            statement.setLong(7, gap.until().millis());
            statement.setLong(8, gap.until().sequence());
            int _ = statement.executeUpdate();
        }
    }

    private static Array longs(
            Connection connection, Collection<Owned> rows, Function<Owned, Long> field)
            throws SQLException {
        return connection.createArrayOf("bigint", array(rows, field));
    }

    private static Array texts(Connection connection, Collection<Owned> rows) throws SQLException {
        return connection.createArrayOf("text", array(rows, one -> one.generation().toString()));
    }

    private static Object[] array(Collection<Owned> rows, Function<Owned, ?> field) {
        return rows.stream().map(field).toArray();
    }
}
