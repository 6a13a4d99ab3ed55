package com.evaratech.alert.people;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Scope;
import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.evaratech.common.audit.AuditRow.Tenant;
import com.evaratech.common.directory.Directory;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what people change of theirs. Whoever reads the audit sees that and when, and of what
 * kind it is; where somebody is told, and of what, is nobody else's affair.
 */
@Singleton
class PersonAudit {

    private static final AuditAppend APPEND = new AuditAppend("alerting");
    private static final Tenant NOBODYS = new Tenant(null, null, null);

    /** What was changed. */
    enum Subject {
        CHANNEL("notification_channel"),
        SUBSCRIPTION("subscription");

        private final String code;

        Subject(String code) {
            this.code = code;
        }
    }

    private final Directory directory;
    private final CurrentVertxRequest request;

    PersonAudit(Directory directory, CurrentVertxRequest request) {
        this.directory = directory;
        this.request = request;
    }

    /** Appends to the change's own transaction. */
    void append(
            Connection transaction,
            Caller caller,
            Subject subject,
            UUID id,
            @Nullable JsonObject before,
            @Nullable JsonObject after)
            throws SQLException {
        String action = before == null ? "added" : after == null ? "removed" : "changed";
        APPEND.append(
                transaction,
                new AuditRow(
                        caller.subject(),
                        action,
                        subject.code,
                        id.toString(),
                        before == null ? null : before.encode(),
                        after == null ? null : after.encode(),
                        tenant(caller.scope()),
                        AuditCause.of(request.getCurrent())));
    }

    /** The same of what went with its person, or with what it was about. */
    static void removed(
            Connection transaction, String actor, Subject subject, UUID id, JsonObject before)
            throws SQLException {
        APPEND.append(
                transaction,
                new AuditRow(
                        actor,
                        "removed",
                        subject.code,
                        id.toString(),
                        before.encode(),
                        null,
                        NOBODYS,
                        AuditCause.none()));
    }

    /** The person's place; where a community is not known any more, nobody's. */
    private Tenant tenant(Scope scope) {
        return switch (scope) {
            case Scope.Everything() -> NOBODYS;
            case Scope.OfDistributor(UUID id) -> new Tenant(id, null, null);
            case Scope.OfCommunity(UUID id) -> within(id, null);
            case Scope.OfCustomer(UUID id, UUID communityId) -> within(communityId, id);
        };
    }

    private Tenant within(UUID communityId, @Nullable UUID customerId) {
        return directory
                .community(communityId)
                .await()
                .indefinitely()
                .map(found -> new Tenant(found.distributorId(), communityId, customerId))
                .orElse(NOBODYS);
    }
}
