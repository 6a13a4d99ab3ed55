package com.evaratech.node.audit;

import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInStream.Noted;
import com.evaratech.common.stream.StreamId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes rows of the audit of what happened at the door. */
final class SignInRows {

    private static final Logger LOG = Logger.getLogger(SignInRows.class);

    private static final AuditAppend APPEND = new AuditAppend("registry");
    private static final AuditRow.Tenant NOBODY = new AuditRow.Tenant(null, null, null);
    private static final String SESSION = "session";
    private static final String UNKNOWN = "unknown";

    private SignInRows() {}

    /**
     * Appends an entry to the transaction under way, unless its event was appended before. What
     * cannot be read is kept as it came.
     */
    static void append(Connection transaction, Noted entry) throws SQLException {
        String json = storable(entry.json());
        SignInEvent event;
        try {
            event = SignInEvent.fromJson(json);
        } catch (DecodeException e) {
            var id = UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8));
            if (SeenSignIns.isNew(transaction, id, entry.id())) {
                LOG.errorf("Sign-in event is not understood entryId=%s cause=%s", entry.id(), e);
                APPEND.append(transaction, unreadable(entry.id(), json));
            }
            return;
        }
        if (SeenSignIns.isNew(transaction, event.id(), entry.id())) {
            APPEND.append(transaction, row(transaction, event));
        }
    }

    private static AuditRow row(Connection transaction, SignInEvent event) throws SQLException {
        @Nullable String subject = event.subject();
        @Nullable String email = event.email();
        String whose = subject != null ? subject : email != null ? email : UNKNOWN;
        return new AuditRow(
                subject == null ? UNKNOWN : subject,
                event.act().code(),
                SESSION,
                whose,
                null,
                new JsonObject()
                        .put("at", event.at().toString())
                        .put("email", email)
                        .put("reason", event.reason())
                        .encode(),
                subject == null ? NOBODY : tenant(transaction, subject),
                new AuditCause(event.requestId(), event.address()));
    }

    /** The database keeps no U+0000, and one entry must not hold up those behind it. */
    private static String storable(String json) {
        return json.replace("\\u0000", "\ufffd").replace('\0', '\ufffd');
    }

    private static AuditRow unreadable(StreamId id, String json) {
        return new AuditRow(
                UNKNOWN,
                "unreadable",
                SESSION,
                id.toString(),
                null,
                new JsonObject().put("event", json).encode(),
                NOBODY,
                AuditCause.none());
    }

    /** Where the person belongs now; nowhere without a profile. */
    private static AuditRow.Tenant tenant(Connection transaction, String subject)
            throws SQLException {
        try (var statement =
                transaction.prepareStatement(
                        """
                        select distributor_id, community_id, customer_id
                        from registry.profile where subject = ?
                        """)) {
            statement.setString(1, subject);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new AuditRow.Tenant(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class))
                        : NOBODY;
            }
        }
    }
}
