package com.evaratech.common.outbox;

import com.evaratech.common.trace.Traceparent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statement that appends events to the outbox of a schema. It must be the last one of the
 * change's transaction: from it to the commit every other change of the service waits, which is
 * what makes the order of numbers the order of commits.
 *
 * <p>Code on JDBC calls {@link #append}, which sends an array for each column: of thousands of
 * events the database reads each once, and not out of JSON around it. Code on Hibernate Reactive,
 * which tells of few, runs {@link #sql} with the parameters {@value #EVENTS} and {@value
 * #TRACEPARENT}.
 */
public final class OutboxAppend {

    /** Name of the parameter for {@link #events}. */
    public static final String EVENTS = "events";

    /** Name of the parameter for the W3C trace context of the cause, or null. */
    public static final String TRACEPARENT = "traceparent";

    private final String schema;

    public OutboxAppend(String schema) {
        this.schema = OutboxSession.requireName(schema);
    }

    /** With named parameters, both text; answers one row with the last number taken. */
    public String sql() {
        return "select %s.outbox_append(cast(:%s as text), cast(:%s as text))"
                .formatted(schema, EVENTS, TRACEPARENT);
    }

    /** Appends to the transaction under way on the connection; its trace is this thread's. */
    public void append(Connection connection, List<OutboxChange> changes) throws SQLException {
        append(connection, caused(changes), Traceparent.current());
    }

    /** The same for changes that have causes of their own, as those of a round of entries do. */
    public void appendCaused(Connection connection, List<CausedChange> changes)
            throws SQLException {
        append(connection, changes, null);
    }

    private void append(
            Connection connection, List<CausedChange> changes, @Nullable String traceparent)
            throws SQLException {
        requireSome(changes);
        try (var statement =
                connection.prepareStatement(
                        "select %s.outbox_append_columns(?, ?, ?, ?, ?)".formatted(schema))) {
            texts(statement, 1, changes, caused -> caused.change().kind());
            texts(statement, 2, changes, caused -> caused.change().key());
            texts(statement, 3, changes, caused -> caused.change().payload());
            texts(statement, 4, changes, CausedChange::traceparent);
            statement.setString(5, traceparent);
            boolean _ = statement.execute();
        }
    }

    private static void texts(
            PreparedStatement statement,
            int place,
            List<CausedChange> changes,
            Function<CausedChange, @Nullable String> cell)
            throws SQLException {
        var cells = changes.stream().map(cell).toArray(String[]::new);
        statement.setArray(place, statement.getConnection().createArrayOf("text", cells));
    }

    private static List<CausedChange> caused(List<OutboxChange> changes) {
        return changes.stream().map(change -> new CausedChange(change, null)).toList();
    }

    private static void requireSome(List<?> changes) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("no change to append");
        }
    }

    /** The changes as the statement wants them. */
    public static String events(List<OutboxChange> changes) {
        requireSome(changes);
        JsonArray events = new JsonArray();
        for (OutboxChange change : changes) {
            events.add(
                    new JsonObject()
                            .put("kind", change.kind())
                            .put("key", change.key())
                            .put("payload", change.payload()));
        }
        return events.encode();
    }
}
