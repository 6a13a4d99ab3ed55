package com.evaratech.node.maintenance;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Maintenance windows of nodes and communities. */
@Path(MaintenanceResource.PATH)
class MaintenanceResource {

    static final String PATH = "/api/v1/maintenance";

    private final CurrentCaller caller;
    private final WindowService service;
    private final WindowRepository windows;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    MaintenanceResource(
            CurrentCaller caller,
            WindowService service,
            WindowRepository windows,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.service = service;
        this.windows = windows;
        this.creation = creation;
        this.json = json;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable SetWindow wish) {
        var body = RequestFields.body(wish);
        var author = caller.get();
        return creation.once(
                        author,
                        IdempotencyKey.of(idempotencyKey),
                        "POST " + PATH,
                        body,
                        () -> service.add(author, body).map(this::created))
                .map(Created::response);
    }

    @GET
    @WithSession
    public Uni<Page<MaintenanceWindow>> list(
            @QueryParam("community") @Nullable String community,
            @QueryParam("node") @Nullable String node,
            @QueryParam("at") @Nullable String at,
            @QueryParam("ends_after") @Nullable String endsAfter,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var filter = WindowFilter.accept(community, node, at, endsAfter);
        var page = PageRequest.of(limit, cursor);
        return windows.listVisible(caller.get().scope(), filter, page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(WindowEntity::toWindow));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<MaintenanceWindow>> find(UUID id) {
        return windows.findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("maintenance_window", id))
                .map(row -> current(row.toWindow()));
    }

    /** Replaces the version that {@code If-Match} names. */
    @PUT
    @Path("/{id}")
    public Uni<RestResponse<MaintenanceWindow>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SetWindow wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(MaintenanceResource::current);
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    private Created created(MaintenanceWindow window) {
        return Created.of(PATH + "/" + window.id(), window.etag(), window, json);
    }

    private static RestResponse<MaintenanceWindow> current(MaintenanceWindow window) {
        return ResponseBuilder.ok(window).tag(window.etag()).build();
    }
}
