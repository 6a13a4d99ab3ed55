package com.evaratech.local.testing.app;

import com.evaratech.common.gate.CurrentCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says who asks, and as which database role the service would answer. */
@Path("/api/v1/channels")
public class ChannelsResource {

    private final CurrentCaller caller;
    private final String databaseRole;

    ChannelsResource(CurrentCaller caller, @ConfigProperty(name = "DB_USER") String databaseRole) {
        this.caller = caller;
        this.databaseRole = databaseRole;
    }

    /** Role of the caller and of the service. */
    @GET
    public String list() {
        return caller.get().role() + " " + databaseRole;
    }
}
