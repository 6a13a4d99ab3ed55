package com.evaratech.alert.people;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.RouteKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels in the table of routes. Every question names whose they are. */
final class ChannelTable {

    // By itself, or with all others at its host.
    private static final String RESTS =
            """
            , greatest(route.rests_until, (select h.rests_until from alerting.receiver_host h
                where h.host = route.host)) as left_alone_until
            """;

    private static final String LIST =
            "select *" + RESTS + "from alerting.route where owner = ? order by number";

    private static final String FIND =
            "select *" + RESTS + "from alerting.route where owner = ? and id = ?";

    private static final String COUNT = "select count(*) from alerting.route where owner = ?";

    // All of it is told at once to whoever wants it; nobody is called for help in between.
    private static final String ADD =
            """
            insert into alerting.route (name, kind, url, content_type, template, enabled, quiet_from, quiet_until,
                quiet_zone, quiet_critical, group_seconds, secret, owner, id, version, least_severity, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'info', now())
            returning *
            """
                    + RESTS;

    private static final String CHANGE =
            """
            update alerting.route set name = ?, kind = ?, url = ?, content_type = ?, template = ?, enabled = ?,
                quiet_from = ?, quiet_until = ?, quiet_zone = ?, quiet_critical = ?, group_seconds = ?,
                secret = ?, version = version + 1
            where owner = ? and id = ?
            returning *
            """
                    + RESTS;

    // Whoever is stopped over a channel must not keep its messages from being made.
    private static final String LIMIT = "set local idle_in_transaction_session_timeout = 5000";

    // By delivery_of_route.
    private static final String IS_TESTED =
            """
            select exists (select from alerting.delivery
                where route_number = ? and event = 'test'
                    and (state = 'waiting' or created_at > now() - interval '1 minute'))
            """;

    /**
     * A row.
     *
     * @param number of the route
     * @param channel as it is shown
     * @param sealedSecret what requests to it are signed with
     */
    record Kept(long number, Channel channel, String sealedSecret) {

        /** Without the secret: this text may go into logs. */
        @Override
        public String toString() {
            return "Kept[channel=%s]".formatted(channel);
        }
    }

    private ChannelTable() {}

    static List<Channel> list(Connection connection, String owner) throws SQLException {
        try (var statement = connection.prepareStatement(LIST)) {
            statement.setString(1, owner);
            try (var rows = statement.executeQuery()) {
                List<Channel> channels = new ArrayList<>();
                while (rows.next()) {
                    channels.add(kept(rows).channel());
                }
                return channels;
            }
        }
    }

    static Optional<Kept> find(Connection connection, String owner, UUID id) throws SQLException {
        return find(connection, FIND, owner, id);
    }

    /**
     * As {@link #find}, and nobody else gets the row locked until the transaction ends; what is
     * noted for the channel meanwhile is not kept waiting.
     */
    static Optional<Kept> lock(Connection transaction, String owner, UUID id) throws SQLException {
        limit(transaction);
        return find(transaction, FIND + " for no key update", owner, id);
    }

    /** Has a transaction undone that does nothing for 5 s. */
    static void limit(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement()) {
            boolean _ = statement.execute(LIMIT);
        }
    }

    static int count(Connection connection, String owner) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    static Kept add(
            Connection transaction, String owner, UUID id, ChannelDraft draft, String sealedSecret)
            throws SQLException {
        return write(transaction, ADD, owner, id, draft, sealedSecret);
    }

    static Kept change(
            Connection transaction, String owner, UUID id, ChannelDraft draft, String sealedSecret)
            throws SQLException {
        return write(transaction, CHANGE, owner, id, draft, sealedSecret);
    }

    static void remove(Connection transaction, long number) throws SQLException {
        try (var statement =
                transaction.prepareStatement("delete from alerting.route where number = ?")) {
            statement.setLong(1, number);
            int _ = statement.executeUpdate();
        }
    }

    /** Whether a test waits to be sent, or another one would be the second within a minute. */
    static boolean isTested(Connection transaction, long number) throws SQLException {
        try (var statement = transaction.prepareStatement(IS_TESTED)) {
            statement.setLong(1, number);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Optional<Kept> find(Connection connection, String sql, String owner, UUID id)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setObject(2, id);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(kept(row)) : Optional.empty();
            }
        }
    }

    private static Kept write(
            Connection transaction,
            String sql,
            String owner,
            UUID id,
            ChannelDraft draft,
            String sealedSecret)
            throws SQLException {
        BodyTemplate template = draft.receiver().template();
        QuietHours quiet = draft.quietHours();
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, draft.name());
            statement.setString(2, draft.receiver().kind().code());
            statement.setString(3, draft.receiver().url());
            statement.setString(4, template == null ? null : template.contentType());
            statement.setString(5, template == null ? null : template.body());
            statement.setBoolean(6, draft.enabled());
            setTime(statement, 7, quiet == null ? null : quiet.from());
            setTime(statement, 8, quiet == null ? null : quiet.until());
            statement.setString(9, quiet == null ? null : quiet.timeZone().getId());
            statement.setBoolean(10, quiet != null && quiet.critical());
            statement.setInt(11, draft.groupSeconds());
            statement.setString(12, sealedSecret);
            statement.setString(13, owner);
            statement.setObject(14, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a channel was locked and is gone");
                }
                return kept(row);
            }
        }
    }

    private static void setTime(PreparedStatement statement, int place, @Nullable LocalTime time)
            throws SQLException {
        statement.setObject(place, time, Types.TIME);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        LocalTime from = row.getObject("quiet_from", LocalTime.class);
        String template = row.getString("template");
        var channel =
                new Channel(
                        row.getObject("id", UUID.class),
                        row.getLong("version"),
                        row.getString("name"),
                        RouteKind.ofCode(row.getString("kind")).orElseThrow(),
                        row.getString("url"),
                        template == null
                                ? null
                                : new BodyTemplate(row.getString("content_type"), template),
                        row.getBoolean("enabled"),
                        from == null
                                ? null
                                : new QuietHours(
                                        from,
                                        row.getObject("quiet_until", LocalTime.class),
                                        ZoneId.of(row.getString("quiet_zone")),
                                        row.getBoolean("quiet_critical")),
                        row.getInt("group_seconds"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getInt("failures"),
                        instant(row, "left_alone_until"),
                        null);
        return new Kept(row.getLong("number"), channel, row.getString("secret"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
