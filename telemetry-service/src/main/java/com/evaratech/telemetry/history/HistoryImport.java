package com.evaratech.telemetry.history;

import com.evaratech.common.audit.AuditRow.Tenant;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as it stands.
 *
 * @param number compact, for pages
 * @param nodeId whose past it is; null when rows tell
 * @param communityId whose nodes they are
 * @param tenant whose affair it is, for the audit
 * @param received bytes of the file that came so far
 * @param read bytes of it that have been dealt with
 * @param counts what became of its rows
 * @param failure why the file cannot be read; null when it can
 * @param finishedAt when it ended; null while it goes on
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HistoryImport(
        @JsonIgnore long number,
        UUID id,
        ImportFormat format,
        @Nullable UUID nodeId,
        UUID communityId,
        @JsonIgnore Tenant tenant,
        ImportState state,
        long received,
        long read,
        ImportCounts counts,
        @Nullable String failure,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
