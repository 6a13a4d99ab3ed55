package com.evaratech.telemetry.series;

import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;

/** Series over HTTP. */
@Path("/api/v1")
class SeriesResource {

    private final CurrentCaller caller;
    private final SeriesService series;
    private final InstantSource clock;

    SeriesResource(CurrentCaller caller, SeriesService series, InstantSource clock) {
        this.caller = caller;
        this.series = series;
        this.clock = clock;
    }

    /** Answers for nodes of the caller's scope; one that is not in it makes the answer 404. */
    @GET
    @Path("/telemetry/series")
    public Uni<SeriesAnswer> of(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        var asked =
                new SeriesQuery.Asked(
                        parameters.getFirst("nodes"),
                        parameters.getFirst("metrics"),
                        parameters.getFirst("from"),
                        parameters.getFirst("to"),
                        parameters.getFirst("resolution"),
                        parameters.getFirst("points"),
                        parameters.getFirst("fill"),
                        parameters.getFirst("zone"));
        return series.answer(caller.get().scope(), SeriesQuery.of(asked, clock.instant()));
    }
}
