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

/** Communities: added by superadmins and by distributors below themselves. */
@Path("/api/v1/communities")
class CommunityResource {

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final TenancyService tenancy;
    private final CommunityRepository communities;

    CommunityResource(
            CurrentCaller caller,
            InstantSource clock,
            TenancyService tenancy,
            CommunityRepository communities) {
        this.caller = caller;
        this.clock = clock;
        this.tenancy = tenancy;
        this.communities = communities;
    }

    @POST
    @ResponseStatus(StatusCode.CREATED)
    public Uni<Community> add(@Nullable AddCommunity wish) {
        var community =
                TenancyRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        return tenancy.add(caller.get(), community);
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
}
