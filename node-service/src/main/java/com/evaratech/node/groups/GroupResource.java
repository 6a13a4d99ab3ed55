package com.evaratech.node.groups;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Groups of nodes, and which nodes are in them. */
@Path(GroupResource.PATH)
class GroupResource {

    static final String PATH = "/api/v1/groups";

    private final CurrentCaller caller;
    private final GroupService service;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    GroupResource(
            CurrentCaller caller,
            GroupService service,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.service = service;
        this.creation = creation;
        this.json = json;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable SetGroup wish) {
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
    public Uni<Page<Group>> list(
            @QueryParam("community") @Nullable String community,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new QueryParameters();
        var communityId = query.id("community", community);
        query.throwIfRefused();
        return service.list(caller.get().scope(), communityId, PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<Group>> find(UUID id) {
        return service.find(caller.get().scope(), id).map(GroupResource::current);
    }

    /** Replaces the version that {@code If-Match} names. */
    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Group>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SetGroup wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(GroupResource::current);
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    /** Puts nodes in and takes nodes out; sent again, it changes nothing more. */
    @POST
    @Path("/{id}/nodes")
    public Uni<RestResponse<Group>> changeNodes(UUID id, @Nullable ChangeNodes wish) {
        return service.changeNodes(caller.get(), id, GroupRules.accept(RequestFields.body(wish)))
                .map(GroupResource::current);
    }

    private Created created(Group group) {
        return Created.of(PATH + "/" + group.id(), group.etag(), group, json);
    }

    private static RestResponse<Group> current(Group group) {
        return ResponseBuilder.ok(group).tag(group.etag()).build();
    }
}
