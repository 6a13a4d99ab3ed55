package com.evaratech.telemetry.consumption;

import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;

/** What meters counted, over HTTP. */
@Path("/api/v1")
class ConsumptionResource {

    private final CurrentCaller caller;
    private final ConsumptionService consumption;
    private final InstantSource clock;

    ConsumptionResource(CurrentCaller caller, ConsumptionService consumption, InstantSource clock) {
        this.caller = caller;
        this.consumption = consumption;
        this.clock = clock;
    }

    /** Answers for meters of the caller's scope, named or all of a community. */
    @GET
    @Path("/telemetry/consumption")
    public Uni<Consumption> of(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        var asked =
                new ConsumptionQuery.Asked(
                        parameters.getFirst("nodes"),
                        parameters.getFirst("community"),
                        parameters.getFirst("metric"),
                        parameters.getFirst("by"),
                        parameters.getFirst("from"),
                        parameters.getFirst("to"),
                        parameters.getFirst("zone"));
        return consumption.answer(
                caller.get().scope(), ConsumptionQuery.of(asked, clock.instant()));
    }
}
