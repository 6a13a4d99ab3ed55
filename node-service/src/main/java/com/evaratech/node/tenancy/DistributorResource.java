package com.evaratech.node.tenancy;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.RegistryException.Unknown;
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

/** Distributors: superadmins add, change and remove them. */
@Path(DistributorResource.PATH)
class DistributorResource {

    static final String PATH = "/api/v1/distributors";

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final DistributorService service;
    private final Creations creations;
    private final DistributorRepository distributors;

    DistributorResource(
            CurrentCaller caller,
            InstantSource clock,
            DistributorService service,
            Creations creations,
            DistributorRepository distributors) {
        this.caller = caller;
        this.clock = clock;
        this.service = service;
        this.creations = creations;
        this.distributors = distributors;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> add(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable SetDistributor wish) {
        var body = RequestFields.body(wish);
        var distributor = TenancyRules.accept(body, UUID.randomUUID(), clock.instant());
        var author = caller.get();
        return creations.once(
                author,
                IdempotencyKey.of(idempotencyKey),
                PATH,
                body,
                () -> service.add(author, distributor),
                Distributor::id,
                Distributor::version);
    }

    @GET
    @WithSession
    public Uni<Page<Distributor>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return distributors
                .listVisible(caller.get().scope(), page)
                .map(rows ->
                        Page.of(page, rows, row -> row.number)
                                .map(DistributorEntity::toDistributor));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<Distributor>> find(UUID id) {
        return distributors
                .findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("distributor", id))
                .map(DistributorEntity::toDistributor)
                .map(DistributorResource::answer);
    }

    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Distributor>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SetDistributor wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(DistributorResource::answer);
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    private static RestResponse<Distributor> answer(Distributor distributor) {
        return ResponseBuilder.ok(distributor).tag(Long.toString(distributor.version())).build();
    }
}
