package com.evaratech.node.devices;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The devices of a node, one after the other. */
@Path("/api/v1/nodes/{id}/devices")
class DeviceResource {

    private final CurrentCaller caller;
    private final DeviceService service;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    DeviceResource(
            CurrentCaller caller,
            DeviceService service,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.service = service;
        this.creation = creation;
        this.json = json;
    }

    /** In the order of installation. */
    @GET
    public Uni<Page<Device>> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.get(), id, PageRequest.of(limit, cursor));
    }

    /**
     * Replaces the device. Sent again with the same {@code Idempotency-Key}, the answer is that of
     * the first time.
     */
    @POST
    public Uni<RestResponse<String>> replace(
            UUID id,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable InstallDevice wish) {
        var body = RequestFields.body(wish);
        var author = caller.get();
        var path = "/api/v1/nodes/%s/devices".formatted(id);
        return creation.once(
                        author,
                        IdempotencyKey.of(idempotencyKey),
                        "POST " + path,
                        body,
                        () ->
                                service.replace(author, id, body)
                                        .map(device -> Created.of(path, null, device, json)))
                .map(Created::response);
    }
}
