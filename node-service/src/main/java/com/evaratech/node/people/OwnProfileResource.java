package com.evaratech.node.people;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.node.RegistryException.Unknown;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Who the caller is here. */
@Path("/api/v1/profile")
class OwnProfileResource {

    private final CurrentCaller caller;
    private final ProfileRepository profiles;

    OwnProfileResource(CurrentCaller caller, ProfileRepository profiles) {
        this.caller = caller;
        this.profiles = profiles;
    }

    @GET
    @WithSession
    public Uni<RestResponse<Profile>> find() {
        var subject = caller.get().subject();
        return profiles.findBySubject(subject)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("profile", subject))
                .map(ProfileEntity::toProfile)
                .map(profile -> ResponseBuilder.ok(profile).tag(profile.etag()).build());
    }
}
