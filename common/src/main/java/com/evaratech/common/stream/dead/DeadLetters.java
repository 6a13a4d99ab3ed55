package com.evaratech.common.stream.dead;

import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditFilter.Place;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.page.Page;
import com.evaratech.common.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters in a service's schema, newest first; blocks. What is done with one is audited in
 * the same transaction.
 */
public final class DeadLetters {

    private static final String COLUMNS =
            """
            number, noticed_at, consumer, partition, entry_ms, entry_seq, generation, reason, detail,
            replay_wanted_by is not null as replaying, replays, replayed_at, length(content) as bytes
            """;

    private final DataSource database;
    private final String schema;
    private final AuditAppend audit;

    /**
     * Those of one service.
     *
     * @param schema with the tables of {@code db/streams} and {@code db/audit}
     */
    public DeadLetters(DataSource database, String schema) {
        this.database = database;
        this.schema = schema;
        this.audit = new AuditAppend(schema);
    }

    /** Who does something with a letter, and by which request. */
    public record Actor(String subject, AuditCause cause) {}

    /** One page. */
    public Page<DeadLetterRow> list(DeadLetterFilter filter) throws SQLException {
        Optional<Place> before = Optional.ofNullable(filter.before());
        var sql =
                """
                select %s from %s.dead_letter where (? or reason = ?)%s
                order by noticed_at desc, number desc limit %d
                """
                        .formatted(
                                COLUMNS,
                                schema,
                                before.isPresent() ? " and (noticed_at, number) < (?, ?)" : "",
                                filter.limit() + 1);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setBoolean(1, filter.reason() == null);
            statement.setString(2, filter.reason());
            if (before.isPresent()) {
                statement.setObject(3, before.get().at().atOffset(ZoneOffset.UTC));
                statement.setLong(4, before.get().number());
            }
            try (var rows = statement.executeQuery()) {
                List<DeadLetterRow> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(letter(rows));
                }
                return page(letters, filter.limit());
            }
        }
    }

    /**
     * One letter with its content.
     *
     * @throws DeadLetterProblem when there is none of this number
     */
    public DeadLetterContent find(String number) throws SQLException {
        var sql =
                "select %s, content from %s.dead_letter where number = ?"
                        .formatted(COLUMNS, schema);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parsed(number));
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw DeadLetterProblem.notFound(number);
                }
                return DeadLetterContent.of(letter(rows), rows.getBytes("content"));
            }
        }
    }

    /**
     * Lets a letter be tried again by the owner of its partition, before the next round. Asking
     * again changes nothing.
     *
     * @throws DeadLetterProblem when there is none of this number
     */
    public void replay(String number, Actor actor) throws SQLException {
        var sql =
                """
                update %s.dead_letter set replay_wanted_by = ?, replay_request = ?
                where number = ?
                returning number
                """
                        .formatted(schema);
        var _ =
                Transaction.of(
                        database,
                        connection -> {
                            try (var statement = connection.prepareStatement(sql)) {
                                statement.setString(1, actor.subject());
                                statement.setString(2, actor.cause().requestId());
                                statement.setLong(3, parsed(number));
                                requireFound(statement.executeQuery(), number);
                            }
                            return tell(connection, number, "replay_wanted", actor);
                        });
    }

    /**
     * Throws a letter away.
     *
     * @throws DeadLetterProblem when there is none of this number
     */
    public void discard(String number, Actor actor) throws SQLException {
        var sql = "delete from %s.dead_letter where number = ? returning number".formatted(schema);
        var _ =
                Transaction.of(
                        database,
                        connection -> {
                            try (var statement = connection.prepareStatement(sql)) {
                                statement.setLong(1, parsed(number));
                                requireFound(statement.executeQuery(), number);
                            }
                            return tell(connection, number, "discarded", actor);
                        });
    }

    private static void requireFound(ResultSet rows, String number) throws SQLException {
        try (rows) {
            if (!rows.next()) {
                throw DeadLetterProblem.notFound(number);
            }
        }
    }

    private static Page<DeadLetterRow> page(List<DeadLetterRow> letters, int limit) {
        if (letters.size() <= limit) {
            return new Page<>(letters, null);
        }
        List<DeadLetterRow> items = letters.subList(0, limit);
        return new Page<>(items, items.getLast().cursor());
    }

    private DeadLetterRow letter(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        var at = row.getObject("noticed_at", OffsetDateTime.class).toInstant();
        @Nullable OffsetDateTime replayedAt = row.getObject("replayed_at", OffsetDateTime.class);
        return new DeadLetterRow(
                schema + "-" + number,
                "/api/v1/dead-letters/%s/%d".formatted(schema, number),
                at,
                row.getString("consumer"),
                new DeadLetterRow.Place(
                        row.getInt("partition"),
                        row.getLong("entry_ms") + "-" + row.getLong("entry_seq"),
                        row.getString("generation")),
                row.getString("reason"),
                row.getString("detail"),
                row.getBoolean("replaying")
                        ? DeadLetterRow.State.REPLAYING
                        : DeadLetterRow.State.WAITING,
                row.getInt("replays"),
                replayedAt == null ? null : replayedAt.toInstant(),
                row.getInt("bytes"),
                new Place(at, number).cursor());
    }

    private AuditRow tell(Connection transaction, String number, String action, Actor actor)
            throws SQLException {
        var row =
                new AuditRow(
                        actor.subject(),
                        action,
                        "dead_letter",
                        schema + "-" + number,
                        null,
                        null,
                        new AuditRow.Tenant(null, null, null),
                        actor.cause());
        audit.append(transaction, row);
        return row;
    }

    /** What is no number names no letter. */
    private static long parsed(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException noNumber) {
            throw DeadLetterProblem.notFound(number);
        }
    }
}
