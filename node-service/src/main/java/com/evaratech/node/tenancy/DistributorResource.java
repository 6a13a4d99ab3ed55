package com.evaratech.node.tenancy;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RequestFields;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** Distributors: superadmins add them. */
@Path("/api/v1/distributors")
class DistributorResource {

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final TenancyService tenancy;
    private final DistributorRepository distributors;

    DistributorResource(
            CurrentCaller caller,
            InstantSource clock,
            TenancyService tenancy,
            DistributorRepository distributors) {
        this.caller = caller;
        this.clock = clock;
        this.tenancy = tenancy;
        this.distributors = distributors;
    }

    @POST
    @ResponseStatus(StatusCode.CREATED)
    public Uni<Distributor> add(@Nullable AddDistributor wish) {
        var distributor =
                TenancyRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        return tenancy.add(caller.get(), distributor);
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
}
