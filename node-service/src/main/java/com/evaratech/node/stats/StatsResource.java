package com.evaratech.node.stats;

import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** How much of everything there is in the caller's scope. */
@Path("/api/v1/stats")
class StatsResource {

    private final CurrentCaller caller;
    private final StatsRepository stats;

    StatsResource(CurrentCaller caller, StatsRepository stats) {
        this.caller = caller;
        this.stats = stats;
    }

    @GET
    public Uni<Stats> show() {
        return stats.count(caller.get().scope()).map(Stats::new);
    }
}
