package com.evaratech.common.outbox;

import com.evaratech.common.trace.Traceparent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement that appends events to the outbox of a schema. It must be the last one of the
 * change's transaction: from it to the commit every other change of the service waits, which is
 * what makes the order of numbers the order of commits.
 *
 * <p>One statement for both ways to the database: {@link #append} runs it over JDBC; code on
 * Hibernate Reactive runs {@link #sql} with the parameters {@value #EVENTS} and {@value
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
        return statement(":" + EVENTS, ":" + TRACEPARENT);
    }

    /** Appends to the transaction under way on the connection; its trace is this thread's. */
    public void append(Connection connection, List<OutboxChange> changes) throws SQLException {
        append(connection, events(changes), Traceparent.current());
    }

    /** The same for changes that have causes of their own, as those of a round of entries do. */
    public void appendCaused(Connection connection, List<CausedChange> changes)
            throws SQLException {
        append(connection, causedEvents(changes), null);
    }

    private void append(Connection connection, String events, @Nullable String traceparent)
            throws SQLException {
        try (var statement = connection.prepareStatement(statement("?", "?"))) {
            statement.setString(1, events);
            statement.setString(2, traceparent);
            boolean _ = statement.execute();
        }
    }

    /** The changes as the statement wants them. */
    public static String events(List<OutboxChange> changes) {
        return causedEvents(changes.stream().map(each -> new CausedChange(each, null)).toList());
    }

    private static String causedEvents(List<CausedChange> changes) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("no change to append");
        }
        JsonArray events = new JsonArray();
        for (CausedChange caused : changes) {
            OutboxChange change = caused.change();
            JsonObject event =
                    new JsonObject()
                            .put("kind", change.kind())
                            .put("key", change.key())
                            .put("payload", change.payload());
            events.add(
                    caused.traceparent() == null
                            ? event
                            : event.put("traceparent", caused.traceparent()));
        }
        return events.encode();
    }

    private String statement(String events, String traceparent) {
        return "select %s.outbox_append(cast(%s as text), cast(%s as text))"
                .formatted(schema, events, traceparent);
    }
}
