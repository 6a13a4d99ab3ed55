package com.evaratech.common.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of an audit, as the API shows it; the fields are those of {@link AuditRow}.
 *
 * @param id names it among all services' rows: schema and number
 * @param cursor continues the service's list behind it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditEntry(
        String id,
        Instant at,
        String actor,
        String action,
        String subjectType,
        String subjectId,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable String address,
        @Nullable String requestId,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        String cursor) {}
