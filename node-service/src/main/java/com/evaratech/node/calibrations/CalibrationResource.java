package com.evaratech.node.calibrations;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The calibrations of a node. They are not changed: another one follows, or one is removed. */
@Path("/api/v1/nodes/{id}/calibrations")
class CalibrationResource {

    private final CurrentCaller caller;
    private final CalibrationService service;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    CalibrationResource(
            CurrentCaller caller,
            CalibrationService service,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.service = service;
        this.creation = creation;
        this.json = json;
    }

    /** Metric by metric, in the order of time; always on one page. */
    @GET
    public Uni<Page<Version>> list(UUID id) {
        return service.list(caller.get(), id).map(versions -> new Page<>(versions, null));
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            UUID id,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable AddCalibration wish) {
        var body = RequestFields.body(wish);
        var author = caller.get();
        var path = "/api/v1/nodes/%s/calibrations".formatted(id);
        return creation.once(
                        author,
                        IdempotencyKey.of(idempotencyKey),
                        "POST " + path,
                        body,
                        () ->
                                service.add(author, id, body)
                                        .map(version ->
                                                Created.of(
                                                        path + "/" + version.id(),
                                                        null,
                                                        version,
                                                        json)))
                .map(Created::response);
    }

    @DELETE
    @Path("/{calibration}")
    public Uni<RestResponse<Void>> remove(UUID id, UUID calibration) {
        return service.remove(caller.get(), id, calibration).replaceWith(RestResponse.noContent());
    }
}
