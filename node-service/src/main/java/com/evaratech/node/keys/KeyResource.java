package com.evaratech.node.keys;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.ShownOnce;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The keys of a node's device. */
@Path("/api/v1/nodes/{id}/keys")
class KeyResource {

    private final CurrentCaller caller;
    private final KeyService service;
    private final InstantSource clock;

    KeyResource(CurrentCaller caller, KeyService service, InstantSource clock) {
        this.caller = caller;
        this.service = service;
        this.clock = clock;
    }

    /** Whatever a request without a wish calls its empty body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<RestResponse<IssuedKey>> issueUnending(UUID id) {
        return issue(id, null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<IssuedKey>> issue(UUID id, @Nullable IssueKey wish) {
        return service.issue(caller.get(), id, KeyRules.accept(wish, clock.instant()))
                .map(ShownOnce::created);
    }

    /** Without a wish, the old key has a day left. */
    @POST
    @Path("/{key}/rotation")
    @Consumes(MediaType.WILDCARD)
    public Uni<RestResponse<IssuedKey>> rotateWithinADay(UUID id, String key) {
        return rotate(id, key, null);
    }

    /** A new key in the place of one that goes on until its end. */
    @POST
    @Path("/{key}/rotation")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<IssuedKey>> rotate(UUID id, String key, @Nullable RotateKey wish) {
        return service.rotate(caller.get(), id, key, KeyRules.accept(wish, clock.instant()))
                .map(ShownOnce::created);
    }

    @GET
    public Uni<Page<Key>> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.get(), id, PageRequest.of(limit, cursor));
    }

    @DELETE
    @Path("/{key}")
    public Uni<RestResponse<Void>> revoke(UUID id, String key) {
        return service.revoke(caller.get(), id, key).replaceWith(RestResponse.noContent());
    }
}
