package com.evaratech.node.people;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.gate.CurrentToken;
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
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Invitations: made by those who may, accepted by whoever was invited. */
@Path("/api/v1/invitations")
class InvitationResource {

    private final CurrentCaller caller;
    private final CurrentToken token;
    private final InvitationService service;

    InvitationResource(CurrentCaller caller, CurrentToken token, InvitationService service) {
        this.caller = caller;
        this.token = token;
        this.service = service;
    }

    @POST
    public Uni<RestResponse<IssuedInvitation>> invite(@Nullable Invite wish) {
        return service.invite(caller.get(), InvitationRules.accept(RequestFields.body(wish)))
                .map(ShownOnce::created);
    }

    @GET
    public Uni<Page<Invitation>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.list(caller.get(), PageRequest.of(limit, cursor));
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> withdraw(UUID id) {
        return service.withdraw(caller.get(), id).replaceWith(RestResponse.noContent());
    }

    /** Open ones that were made out to the verified address of whoever signed in. */
    @GET
    @Path("/mine")
    public Uni<Page<Invitation>> listMine() {
        return service.listFor(token.get()).map(InvitationResource::page);
    }

    @POST
    @Path("/accept")
    public Uni<RestResponse<Profile>> accept(@Nullable AcceptInvitation wish) {
        return service.accept(token.get(), InvitationRules.accept(RequestFields.body(wish)))
                .map(profile ->
                        ResponseBuilder.create(RestResponse.Status.CREATED, profile)
                                .header(HttpHeaders.LOCATION, "/api/v1/profile")
                                .tag(profile.etag())
                                .build());
    }

    private static Page<Invitation> page(List<Invitation> all) {
        return new Page<>(all, null);
    }
}
