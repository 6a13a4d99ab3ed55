package com.evaratech.alert.rules;

import com.evaratech.alert.AlertException.RuleNotFound;
import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** What rules said in each of their versions, over HTTP. */
@Path("/api/v1/rules/{id}/versions")
class RuleVersionResource {

    private final RuleVersions versions;
    private final CurrentCaller caller;

    RuleVersionResource(RuleVersions versions, CurrentCaller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** Also of a rule that is gone. */
    @GET
    @Path("/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public String get(@RestPath UUID id, @RestPath long number) throws SQLException {
        return versions.find(caller.get().scope(), id, number)
                .orElseThrow(() -> new RuleNotFound(id));
    }
}
