package com.evaratech.node.deletion;

import com.evaratech.common.metric.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a deleted node, for a while.
 *
 * @param id names the export, in every service
 * @param nodeId the node; nothing is found under it any more
 * @param nodeKey its name on the device's side
 * @param nodeLabel its name for people
 * @param kind what it measured
 * @param deletedBy whoever deleted it: a token's subject or an API key
 * @param keptUntil when the export goes, too
 * @param files where its parts are; a part that is still being written answers 409
 */
@RegisterForReflection
public record Export(
        UUID id,
        UUID nodeId,
        String nodeKey,
        String nodeLabel,
        Kind kind,
        UUID distributorId,
        UUID communityId,
        @Nullable UUID customerId,
        Instant deletedAt,
        String deletedBy,
        Instant keptUntil,
        Files files) {

    /**
     * Paths of an export's parts.
     *
     * @param registry the node, what belonged to it, and its audit: lines of JSON
     * @param telemetry its readings: lines of JSON, compressed by gzip
     * @param alerting its rules and alerts: lines of JSON, compressed by gzip
     */
    @RegisterForReflection
    public record Files(String registry, String telemetry, String alerting) {

        static Files of(UUID id) {
            var path = ExportResource.PATH + "/" + id + "/";
            return new Files(path + "registry", path + "telemetry", path + "alerting");
        }
    }
}
