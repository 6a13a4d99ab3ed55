package com.evaratech.alert.rules;

import com.evaratech.alert.audit.AuditTrail;
import com.evaratech.alert.audit.Change;
import com.evaratech.common.access.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The record of what became of rules. */
@Singleton
class RuleRecord {

    private final AuditTrail audit;
    private final ObjectMapper json;

    RuleRecord(AuditTrail audit, ObjectMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /**
     * Adds to the session's running transaction, which must be the change's own.
     *
     * @param before the rule before; {@code null} when it is new
     * @param row as it is now
     */
    Uni<Void> append(Caller caller, String action, @Nullable Rule before, RuleEntity row) {
        return audit.append(
                new Change(
                        caller.subject(),
                        action,
                        "rule",
                        row.id.toString(),
                        toJson(before),
                        "removed".equals(action) ? null : toJson(row.toRule()),
                        row.placement()));
    }

    private @Nullable String toJson(@Nullable Rule rule) {
        try {
            return rule == null ? null : json.writeValueAsString(rule);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
