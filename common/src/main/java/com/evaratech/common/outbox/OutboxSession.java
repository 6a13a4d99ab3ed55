package com.evaratech.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The outbox of a schema as its relay sees it, on the connection that holds the relay's lock. */
public final class OutboxSession {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final Connection connection;
    private final String schema;
    private @Nullable Standing standing;

    /**
     * Where the outbox stood when it was looked at.
     *
     * @param relayed the last event that was acknowledged; number 0 before the first
     * @param head number of the last event that was committed
     */
    private record Standing(Version relayed, long head) {

        Standing acknowledged(long number) {
            return new Standing(relayed.at(Math.max(relayed.number(), number)), head);
        }
    }

    OutboxSession(Connection connection, String schema) {
        this.connection = connection;
        this.schema = requireName(schema);
    }

    static String requireName(String schema) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("not the name of a schema: " + schema);
        }
        return schema;
    }

    /** The connection itself, outside a transaction; to be left like that. */
    public Connection connection() {
        return connection;
    }

    /**
     * Looks where the outbox stands. What it says until the next look is of this one and of what
     * this session did since: nobody else moves the relay on while it has the lock.
     */
    void look() throws SQLException {
        standing = read();
    }

    private Standing read() throws SQLException {
        try (var statement =
                        prepare(
                                """
                                select r.incarnation, r.relayed, h.number
                                from %1$s.outbox_head h, %1$s.outbox_relay r
                                """);
                var row = statement.executeQuery()) {
            requireRow(row);
            return new Standing(new Version(row.getLong(1), row.getLong(2)), row.getLong(3));
        }
    }

    private Standing standing() throws SQLException {
        Standing known = standing;
        if (known == null) {
            known = read();
            standing = known;
        }
        return known;
    }

    /** The last event that was acknowledged; number 0 before the first. */
    public Version relayed() throws SQLException {
        return standing().relayed();
    }

    /** How many events waited at the last look, less those that were acknowledged since. */
    long waiting() throws SQLException {
        Standing known = standing();
        return Math.max(0, known.head() - known.relayed().number());
    }

    /** The last event that was committed, as far as the transaction under way sees. */
    public Version head() throws SQLException {
        Standing now = read();
        return now.relayed().at(now.head());
    }

    /** The id of an event that still waits. */
    public Optional<UUID> idOf(long number) throws SQLException {
        try (var statement = prepare("select event_id from %s.outbox where number = ?")) {
            statement.setLong(1, number);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /**
     * Whether the last event that a target has is not one of this database's: the database was
     * restored to an earlier time. An event that was delivered and not yet marked is one of its
     * own.
     *
     * @param last the target's last version; null when it has none
     * @param eventId that event's id as text, empty when the target knows none
     */
    public boolean wentBackBefore(@Nullable Version last, String eventId) throws SQLException {
        Version relayed = relayed();
        if (last == null || last.compareTo(relayed) <= 0) {
            return false;
        }
        boolean own =
                last.incarnation() == relayed.incarnation()
                        && idOf(last.number())
                                .filter(id -> id.toString().equals(eventId))
                                .isPresent();
        return !own;
    }

    /** From here on versions begin with this incarnation. */
    public void raiseIncarnation(long incarnation) throws SQLException {
        try (var statement =
                prepare("update %s.outbox_relay set incarnation = ? where incarnation < ?")) {
            statement.setLong(1, incarnation);
            statement.setLong(2, incarnation);
            int _ = statement.executeUpdate();
            standing = null;
        }
    }

    /** Notes that everything up to a number is safe, and removes it. */
    public void acknowledge(long number) throws SQLException {
        try (var statement =
                prepare(
                        """
                        with gone as (delete from %1$s.outbox where number <= ?)
                        update %1$s.outbox_relay set relayed = ? where relayed < ?
                        """)) {
            statement.setLong(1, number);
            statement.setLong(2, number);
            statement.setLong(3, number);
            Standing known = standing();
            int _ = statement.executeUpdate();
            standing = known.acknowledged(number);
        }
    }

    /**
     * The next events, in the order of their numbers.
     *
     * @throws OutboxGap when one is missing
     */
    List<OutboxEvent> next(int limit) throws SQLException {
        Version relayed = relayed();
        try (var statement =
                prepare(
                        """
                        select number, event_id, kind, key, payload, traceparent, created_at
                        from %s.outbox where number > ? order by number limit ?
                        """)) {
            statement.setLong(1, relayed.number());
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                return contiguous(rows, relayed);
            }
        }
    }

    /**
     * Events that overtake, in the order of their numbers.
     *
     * @param after the number behind which they are sought
     * @param until the number up to which they are
     */
    List<OutboxEvent> overtaking(Overtaking which, Version after, long until, int limit)
            throws SQLException {
        try (var statement =
                prepare(
                        """
                        select number, event_id, kind, key, payload, traceparent, created_at
                        from %s.outbox
                        where number > ? and number <= ?
                            and (kind = any(?) or kind = any(?) and payload is null)
                        order by number limit ?
                        """)) {
            statement.setLong(1, after.number());
            statement.setLong(2, until);
            statement.setArray(3, connection.createArrayOf("text", which.kinds().toArray()));
            statement.setArray(4, connection.createArrayOf("text", which.kindsOfEnds().toArray()));
            statement.setInt(5, limit);
            try (var rows = statement.executeQuery()) {
                List<OutboxEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(event(rows, after));
                }
                return events;
            }
        }
    }

    private List<OutboxEvent> contiguous(ResultSet rows, Version relayed) throws SQLException {
        List<OutboxEvent> events = new ArrayList<>();
        long expected = relayed.number() + 1;
        while (rows.next()) {
            long number = rows.getLong(1);
            if (number != expected) {
                throw new OutboxGap(schema, expected, number);
            }
            events.add(event(rows, relayed));
            expected++;
        }
        return events;
    }

    /** The event of a row, of the incarnation of another version. */
    private static OutboxEvent event(ResultSet row, Version other) throws SQLException {
        return new OutboxEvent(
                row.getObject(2, UUID.class),
                other.at(row.getLong(1)),
                new OutboxChange(row.getString(3), row.getString(4), row.getString(5)),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    OutboxLevel level() throws SQLException {
        try (var statement =
                        prepare(
                                """
                                select h.number - r.relayed,
                                       (select created_at from %1$s.outbox order by number limit 1)
                                from %1$s.outbox_head h, %1$s.outbox_relay r
                                """);
                var row = statement.executeQuery()) {
            requireRow(row);
            OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
            return new OutboxLevel(row.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql.formatted(schema));
    }

    private void requireRow(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new IllegalStateException("outbox of " + schema + " has lost its head row");
        }
    }
}
