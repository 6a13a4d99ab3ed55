package com.evaratech.node.audit;

import com.evaratech.common.access.Caller;
import com.evaratech.common.audit.AuditCause;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** As {@link AuditTrail}, for many changes at once and for code that speaks JDBC. */
@Singleton
public class ManyChanges {

    private static final String APPEND =
            """
            insert into registry.audit
                (at, actor, action, subject_type, subject_id, before, after, request_id, address,
                 distributor_id, community_id, customer_id)
            select now(), ?, r.action, r.subject_type, r.subject_id, r.before, r.after, ?, ?,
                   r.distributor_id, r.community_id, r.customer_id
            from json_to_recordset(?::json) as r
                (action text, subject_type text, subject_id text, before jsonb, after jsonb,
                 distributor_id uuid, community_id uuid, customer_id uuid)
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
            statement.setString(4, text(changes));
            int _ = statement.executeUpdate();
        }
    }

    private String text(List<Change> changes) {
        ArrayNode rows = json.createArrayNode();
        for (Change change : changes) {
            rows.addObject()
                    .put("action", change.action())
                    .put("subject_type", change.subjectType())
                    .put("subject_id", change.subjectId())
                    .put("distributor_id", id(change.tenant().distributorId()))
                    .put("community_id", id(change.tenant().communityId()))
                    .put("customer_id", id(change.tenant().customerId()))
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                            "before", json.valueToTree(change.before()))
                    .set("after", json.valueToTree(change.after()));
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of changes", e);
        }
    }

    private static @Nullable String id(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
