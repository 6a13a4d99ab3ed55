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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As {@link AuditTrail}, for many changes at once and for code that speaks JDBC. */
@Singleton
public class ManyChanges {

    private static final String APPEND =
            """
            insert into registry.audit
                (at, actor, action, subject_type, subject_id, before, after, request_id, address,
                 distributor_id, community_id, customer_id)
            select now(), ?, r.action, r.subject_type, r.subject_id, r.before::jsonb, r.after::jsonb, ?, ?,
                   r.distributor_id, r.community_id, r.customer_id
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[])
                with ordinality as r
                (action, subject_type, subject_id, before, after, distributor_id, community_id, customer_id, place)
            order by r.place
            """;

    private final ObjectMapper json;
    private final CurrentVertxRequest request;

    ManyChanges(ObjectMapper json, CurrentVertxRequest request) {
        this.json = json;
        this.request = request;
    }

    /** Appends changes, made by {@code author}, to the transaction under way. */
    public void append(Connection connection, Caller author, List<Change> changes)
            throws SQLException {
        try (var statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, author.subject());
            var cause = AuditCause.of(request.getCurrent());
            statement.setString(2, cause.requestId());
            statement.setString(3, cause.address());
            set(statement, 4, "text", changes, Change::action);
            set(statement, 5, "text", changes, Change::subjectType);
            set(statement, 6, "text", changes, Change::subjectId);
            set(statement, 7, "text", changes, change -> asJson(change.before()));
            set(statement, 8, "text", changes, change -> asJson(change.after()));
            set(statement, 9, "uuid", changes, change -> change.tenant().distributorId());
            set(statement, 10, "uuid", changes, change -> change.tenant().communityId());
            set(statement, 11, "uuid", changes, change -> change.tenant().customerId());
            int _ = statement.executeUpdate();
        }
    }

    /** One array a column: PostgreSQL reads each text once, of JSON around it twice. */
    private static void set(
            PreparedStatement statement,
            int place,
            String type,
            List<Change> changes,
            Function<Change, @Nullable Object> cell)
            throws SQLException {
        var cells = changes.stream().map(cell).toArray();
        statement.setArray(place, statement.getConnection().createArrayOf(type, cells));
    }

    private @Nullable String asJson(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + state.getClass(), e);
        }
    }
}
