package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.gate.CurrentDevice;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.telemetry.TelemetryException.NodeNotFound;
import com.evaratech.telemetry.ingest.ItemResult.ItemStatus;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** Readings from devices over HTTP. */
@Path("/api/v1")
class IngestResource {

    private static final int OK = 200;
    private static final int NOTHING_ACCEPTABLE = 422;
    private static final int COME_BACK = 503;

    private final CurrentDevice device;
    private final Directory directory;
    private final Ingestion ingestion;

    IngestResource(CurrentDevice device, Directory directory, Ingestion ingestion) {
        this.device = device;
        this.directory = directory;
        this.ingestion = ingestion;
    }

    /**
     * Takes one reading or many. The status speaks of the whole: 200 when something was accepted,
     * 503 when something is to be sent again and nothing was accepted, 422 when everything was
     * rejected; the results speak of each.
     */
    @POST
    @Path("/telemetry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response take(
            @Nullable JsonNode body,
            @RestHeader(IdempotencyKey.HEADER) @Nullable String idempotencyKey) {
        DeviceKeyEntry key = device.get();
        NodeEntry node =
                directory
                        .node(key.nodeId())
                        .await()
                        .indefinitely()
                        .orElseThrow(() -> new NodeNotFound(key.nodeId()));
        var calibrations = directory.calibrations(node.id()).await().indefinitely();
        Ingestion.Answer answer =
                ingestion.take(node, calibrations, key.id(), body, idempotencyKey);
        var response = Response.status(status(answer.results())).entity(answer.results());
        answer.retryAfter()
                .ifPresent(wait ->
                        response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        return response.type(MediaType.APPLICATION_JSON).build();
    }

    private static int status(Results results) {
        if (results.has(ItemStatus.ACCEPTED)) {
            return OK;
        }
        return results.has(ItemStatus.RETRY) ? COME_BACK : NOTHING_ACCEPTABLE;
    }
}
