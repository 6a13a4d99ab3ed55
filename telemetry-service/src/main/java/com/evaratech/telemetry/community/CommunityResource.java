package com.evaratech.telemetry.community;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;

/** What communities come to, over HTTP. */
@Path("/api/v1")
class CommunityResource {

    private final CurrentCaller caller;
    private final CommunityService communities;
    private final InstantSource clock;

    CommunityResource(CurrentCaller caller, CommunityService communities, InstantSource clock) {
        this.caller = caller;
        this.communities = communities;
        this.clock = clock;
    }

    /** Answers for communities of which the caller's scope has nodes, and for these nodes alone. */
    @GET
    @Path("/telemetry/communities")
    public Uni<Page<CommunityRollup>> of(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        var asked =
                new CommunityQuery.Asked(
                        parameters.getFirst("metric"),
                        parameters.getFirst("community"),
                        parameters.getFirst("by"),
                        parameters.getFirst("from"),
                        parameters.getFirst("to"),
                        parameters.getFirst("zone"));
        return communities.answer(
                caller.get().scope(),
                CommunityQuery.of(asked, clock.instant()),
                CommunityService.page(parameters.getFirst("limit"), parameters.getFirst("cursor")));
    }
}
