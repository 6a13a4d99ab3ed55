package com.evaratech.node.claims;

import com.evaratech.common.access.Credential;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.ShownOnce;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where claim tokens are spent, by whoever holds one. */
@Path("/api/v1/claims")
class ClaimResource {

    private final ClaimService service;

    ClaimResource(ClaimService service) {
        this.service = service;
    }

    @POST
    public Uni<RestResponse<Claimed>> claim(
            @HeaderParam(AccessGate.CLAIM_TOKEN) String shown, @Nullable ClaimNode wish) {
        var token = Credential.parse(Credential.Use.CLAIM_TOKEN, shown).orElseThrow();
        var node = RequestFields.body(wish).node();
        if (node == null) {
            throw new InvalidRequest(FieldError.missing("node", "the node to register"));
        }
        return service.claim(token, node)
                .map(claimed -> ShownOnce.created(claimed, "/api/v1/nodes/" + claimed.node().id()));
    }
}
