package com.evaratech.common.outbox;

import com.evaratech.common.trace.Traceparent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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

    /** Appends to the transaction under way on the connection. */
    public void append(Connection connection, List<OutboxChange> changes) throws SQLException {
        try (var statement = connection.prepareStatement(statement("?", "?"))) {
            statement.setString(1, events(changes));
            statement.setString(2, Traceparent.current());
            boolean _ = statement.execute();
        }
    }

    /** The changes as the statement wants them. */
    public static String events(List<OutboxChange> changes) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("no change to append");
        }
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

    private String statement(String events, String traceparent) {
        return "select %s.outbox_append(cast(%s as text), cast(%s as text))"
                .formatted(schema, events, traceparent);
    }
}
