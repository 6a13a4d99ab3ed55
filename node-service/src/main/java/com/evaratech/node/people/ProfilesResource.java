package com.evaratech.node.people;

import com.evaratech.common.gate.CurrentCaller;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The people who may act. */
@Path(ProfilesResource.PATH)
class ProfilesResource {

    static final String PATH = "/api/v1/profiles";

    private final CurrentCaller caller;
    private final ProfileService service;
    private final ProfileRepository profiles;

    ProfilesResource(CurrentCaller caller, ProfileService service, ProfileRepository profiles) {
        this.caller = caller;
        this.service = service;
        this.profiles = profiles;
    }

    @GET
    @WithSession
    public Uni<Page<Profile>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return profiles.listVisible(caller.get().scope(), page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(ProfileEntity::toProfile));
    }

    @GET
    @Path("/{subject}")
    @WithSession
    public Uni<RestResponse<Profile>> find(String subject) {
        return profiles.findVisible(caller.get().scope(), subject)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("profile", subject))
                .map(ProfileEntity::toProfile)
                .map(profile -> ResponseBuilder.ok(profile).tag(profile.etag()).build());
    }

    /**
     * Creates, or replaces the version that {@code If-Match} names: asking for the same again
     * changes nothing, and so needs no version.
     */
    @PUT
    @Path("/{subject}")
    public Uni<RestResponse<Profile>> set(
            String subject,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SetProfile wish) {
        var permission = ProfileRules.accept(subject, RequestFields.body(wish));
        return service.set(caller.get(), permission, IfMatch.of(ifMatch))
                .map(ProfilesResource::answer);
    }

    /** Only of somebody who was disabled before. */
    @DELETE
    @Path("/{subject}")
    public Uni<RestResponse<Void>> remove(
            String subject, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), subject, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    /** The location is only a path: which host the caller knows us by is the gateway's affair. */
    private static RestResponse<Profile> answer(ProfileService.Outcome outcome) {
        var profile = outcome.profile();
        var response =
                outcome.added()
                        ? ResponseBuilder.create(RestResponse.Status.CREATED, profile)
                                .header(HttpHeaders.LOCATION, PATH + "/" + profile.subject())
                        : ResponseBuilder.ok(profile);
        return response.tag(profile.etag()).build();
    }
}
