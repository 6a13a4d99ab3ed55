package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.gate.CurrentDevice;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.telemetry.ingest.Rejections.Way;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Readings from devices over HTTP. The status speaks of the whole, the results of each. A device
 * that is too fast is refused before its body is read. Small documents were answered before they
 * came here ({@link SmallBodyRoute}).
 */
@Path("/api/v1")
class IngestResource {

    private static final String LINES = "application/x-ndjson";

    private final CurrentDevice device;
    private final Senders senders;
    private final DeviceLimits limits;
    private final Ingestion ingestion;
    private final LineIngestion lines;

    IngestResource(
            CurrentDevice device,
            Senders senders,
            DeviceLimits limits,
            Ingestion ingestion,
            LineIngestion lines) {
        this.device = device;
        this.senders = senders;
        this.limits = limits;
        this.ingestion = ingestion;
        this.lines = lines;
    }

    /** Takes one reading, or up to a thousand. */
    @POST
    @Path("/telemetry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response take(
            @Nullable InputStream body,
            @RestHeader(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Context HttpHeaders headers)
            throws JsonProcessingException {
        DeviceKeyEntry key = device.get();
        try (var _ = limits.begin(key.id())) {
            Sender sender = senders.of(key, Way.HTTP);
            var items = open(body, headers).use(SentDocument::read);
            return response(ingestion.take(sender, items, idempotencyKey));
        }
    }

    /** Takes readings line by line, while they come. */
    @POST
    @Path("/telemetry")
    @Consumes(LINES)
    @RunOnVirtualThread
    public Response takeLines(@Nullable InputStream body, @Context HttpHeaders headers)
            throws JsonProcessingException {
        DeviceKeyEntry key = device.get();
        try (var _ = limits.begin(key.id())) {
            Sender sender = senders.of(key, Way.HTTP);
            return response(open(body, headers).use(unpacked -> lines.take(sender, unpacked)));
        }
    }

    private static SentBody open(@Nullable InputStream body, HttpHeaders headers) {
        return SentBody.open(
                body == null ? InputStream.nullInputStream() : body,
                headers.getHeaderString(HttpHeaders.CONTENT_ENCODING),
                headers.getMediaType());
    }

    private static Response response(Answer answer) {
        var response =
                Response.status(answer.status())
                        .type(MediaType.APPLICATION_JSON)
                        .entity(answer.results());
        answer.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wait));
        return response.build();
    }
}
