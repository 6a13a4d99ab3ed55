package com.evaratech.node.pipelines;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.page.QueryParameters;
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

/** Pipelines between nodes. */
@Path(PipelineResource.PATH)
class PipelineResource {

    static final String PATH = "/api/v1/pipelines";

    private final CurrentCaller caller;
    private final PipelineService service;
    private final PipelineRepository pipelines;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    PipelineResource(
            CurrentCaller caller,
            PipelineService service,
            PipelineRepository pipelines,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.service = service;
        this.pipelines = pipelines;
        this.creation = creation;
        this.json = json;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable SetPipeline wish) {
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
    public Uni<Page<Pipeline>> list(
            @QueryParam("community") @Nullable String community,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new QueryParameters();
        var communityId = query.id("community", community);
        query.throwIfRefused();
        var page = PageRequest.of(limit, cursor);
        return pipelines
                .listVisible(caller.get().scope(), communityId, page)
                .map(rows ->
                        Page.of(page, rows, row -> row.number).map(PipelineEntity::toPipeline));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<Pipeline>> find(UUID id) {
        return pipelines
                .findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("pipeline", id))
                .map(row -> current(row.toPipeline()));
    }

    /** Replaces the version that {@code If-Match} names. */
    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Pipeline>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SetPipeline wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(PipelineResource::current);
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    private Created created(Pipeline pipeline) {
        return Created.of(PATH + "/" + pipeline.id(), pipeline.etag(), pipeline, json);
    }

    private static RestResponse<Pipeline> current(Pipeline pipeline) {
        return ResponseBuilder.ok(pipeline).tag(pipeline.etag()).build();
    }
}
