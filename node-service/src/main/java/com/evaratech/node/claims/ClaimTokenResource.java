package com.evaratech.node.claims;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.ShownOnce;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Claim tokens, as those who hand them out see them. */
@Path("/api/v1/claim-tokens")
class ClaimTokenResource {

    private final CurrentCaller caller;
    private final ClaimService service;

    ClaimTokenResource(CurrentCaller caller, ClaimService service) {
        this.caller = caller;
        this.service = service;
    }

    @POST
    public Uni<RestResponse<IssuedClaimToken>> issue(@Nullable IssueClaimToken wish) {
        return service.issue(caller.get(), ClaimRules.accept(RequestFields.body(wish)))
                .map(ShownOnce::created);
    }

    @GET
    public Uni<Page<ClaimToken>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.get(), PageRequest.of(limit, cursor));
    }

    @DELETE
    @Path("/{token}")
    public Uni<RestResponse<Void>> withdraw(String token) {
        return service.withdraw(caller.get(), token).replaceWith(RestResponse.noContent());
    }
}
