package com.evaratech.telemetry.latest;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Newest readings over HTTP. */
@Path("/api/v1")
class LatestResource {

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final LatestRepository latest;

    LatestResource(CurrentCaller caller, ScopedNodes nodes, LatestRepository latest) {
        this.caller = caller;
        this.nodes = nodes;
        this.latest = latest;
    }

    /** Answers for any node of the caller's scope, also for one that never reported. */
    @GET
    @Path("/nodes/{id}/telemetry/latest")
    public Uni<LatestReading> ofNode(@RestPath UUID id) {
        return nodes.find(caller.get().scope(), id).flatMap(latest::find);
    }

    /** Lists only nodes that reported. */
    @GET
    @Path("/telemetry/latest")
    public Uni<Page<LatestReading>> ofAll(
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String nodes,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return latest.list(
                caller.get().scope(),
                LatestFilter.of(kind, community, nodes),
                PageRequest.of(limit, cursor));
    }
}
