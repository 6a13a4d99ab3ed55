package com.evaratech.node.tenancy;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.TenancyLevel;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Communities: the affair of superadmins, and of distributors below themselves. */
@Path(CommunityResource.PATH)
class CommunityResource {

    static final String PATH = "/api/v1/communities";

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final CommunityService service;
    private final TenantEnd end;
    private final Creations creations;
    private final CommunityRepository communities;

    CommunityResource(
            CurrentCaller caller,
            InstantSource clock,
            CommunityService service,
            TenantEnd end,
            Creations creations,
            CommunityRepository communities) {
        this.caller = caller;
        this.clock = clock;
        this.service = service;
        this.end = end;
        this.creations = creations;
        this.communities = communities;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable AddCommunity wish) {
        var body = RequestFields.body(wish);
        var community = TenancyRules.accept(body, UUID.randomUUID(), clock.instant());
        var author = caller.get();
        return creations.once(
                author,
                IdempotencyKey.of(idempotencyKey),
                PATH,
                body,
                () -> service.add(author, community),
                Community::id,
                Community::version);
    }

    @GET
    @WithSession
    public Uni<Page<Community>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return communities
                .listVisible(caller.get().scope(), page)
                .map(rows ->
                        Page.of(page, rows, row -> row.number).map(CommunityEntity::toCommunity));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<Community>> find(UUID id) {
        return communities
                .findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("community", id))
                .map(CommunityEntity::toCommunity)
                .map(CommunityResource::answer);
    }

    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Community>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable ChangeCommunity wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(CommunityResource::answer);
    }

    /**
     * With {@code nodes=delete} its nodes are deleted first, which needs {@code If-Match}; all else
     * must be gone already.
     */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @QueryParam("nodes") @Nullable String withNodes) {
        var author = caller.get();
        var seen = IfMatch.of(ifMatch);
        var empty =
                RemovalWish.accept(withNodes).isWithNodes()
                        ? service.checkRemoval(author, id, seen)
                                .chain(() ->
                                        end.deleteNodes(
                                                author,
                                                new TenancyPart(TenancyLevel.COMMUNITY, id)))
                        : Uni.createFrom().voidItem();
        return empty.chain(() -> service.remove(author, id, seen))
                .replaceWith(RestResponse.noContent());
    }

    private static RestResponse<Community> answer(Community community) {
        return ResponseBuilder.ok(community).tag(Long.toString(community.version())).build();
    }
}
