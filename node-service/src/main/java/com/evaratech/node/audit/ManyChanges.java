package com.evaratech.node.audit;

import com.evaratech.common.access.Caller;
import com.evaratech.common.audit.AuditCause;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As {@link AuditTrail}, for many changes at once and for code that speaks JDBC. */
@Singleton
public class ManyChanges {

    // The arrays' order is the rows': sorted there, rows of this width would be put aside on the
    // disk.
    private static final String APPEND =
            """
            insert into registry.audit
                (at, actor, action, subject_type, subject_id, before, after, request_id, address,
                 distributor_id, community_id, customer_id)
            select now(), ?, r.action, r.subject_type, r.subject_id, r.before::jsonb, r.after::jsonb, ?, ?,
                   r.distributor_id, r.community_id, r.customer_id
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[]) as r
                (action, subject_type, subject_id, before, after, distributor_id, community_id, customer_id)
            """;

    private final ObjectMapper json;
    private final CurrentVertxRequest request;

    ManyChanges(ObjectMapper json, CurrentVertxRequest request) {
        this.json = json;
        this.request = request;
    }

    /**
     * Changes with their states as texts of JSON, which takes longer than all else that is done
     * with them here. No database is needed for it.
     */
    public record Written(
            List<Change> changes, List<@Nullable String> before, List<@Nullable String> after) {}

    /** Writes their states out; on any thread. */
    public Written write(List<Change> changes) {
        return new Written(
                changes,
                changes.stream().map(change -> asJson(change.before())).toList(),
                changes.stream().map(change -> asJson(change.after())).toList());
    }

    /** Appends changes, made by {@code author}, to the transaction under way. */
    public void append(Connection connection, Caller author, Written written) throws SQLException {
        var changes = written.changes();
        try (var statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, author.subject());
            var cause = AuditCause.of(request.getCurrent());
            statement.setString(2, cause.requestId());
            statement.setString(3, cause.address());
            texts(statement, 4, changes.stream().map(Change::action).toList());
            texts(statement, 5, changes.stream().map(Change::subjectType).toList());
            texts(statement, 6, changes.stream().map(Change::subjectId).toList());
            texts(statement, 7, written.before());
            texts(statement, 8, written.after());
            ids(statement, 9, changes, change -> change.tenant().distributorId());
            ids(statement, 10, changes, change -> change.tenant().communityId());
            ids(statement, 11, changes, change -> change.tenant().customerId());
            int _ = statement.executeUpdate();
        }
    }

    /**
     * One array a column: PostgreSQL reads each text once, of JSON around it twice. Of texts, and
     * not of objects, since the driver sends those as they are, without quotes to be read again.
     */
    private static void texts(
            PreparedStatement statement, int place, List<? extends @Nullable String> texts)
            throws SQLException {
        var cells = texts.toArray(String[]::new);
        statement.setArray(place, statement.getConnection().createArrayOf("text", cells));
    }

    private static void ids(
            PreparedStatement statement,
            int place,
            List<Change> changes,
            Function<Change, @Nullable UUID> cell)
            throws SQLException {
        var cells = changes.stream().map(cell).toArray();
        statement.setArray(place, statement.getConnection().createArrayOf("uuid", cells));
    }

    private @Nullable String asJson(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + state.getClass(), e);
        }
    }
}
