package com.evaratech.node.apikeys;

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

/** The keys of programs. */
@Path("/api/v1/api-keys")
class ApiKeyResource {

    private final CurrentCaller caller;
    private final ApiKeyService service;

    ApiKeyResource(CurrentCaller caller, ApiKeyService service) {
        this.caller = caller;
        this.service = service;
    }

    @POST
    public Uni<RestResponse<IssuedApiKey>> issue(@Nullable IssueApiKey wish) {
        return service.issue(caller.get(), ApiKeyRules.accept(RequestFields.body(wish)))
                .map(ShownOnce::created);
    }

    @GET
    public Uni<Page<ApiKey>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.get(), PageRequest.of(limit, cursor));
    }

    @DELETE
    @Path("/{key}")
    public Uni<RestResponse<Void>> revoke(String key) {
        return service.revoke(caller.get(), key).replaceWith(RestResponse.noContent());
    }
}
