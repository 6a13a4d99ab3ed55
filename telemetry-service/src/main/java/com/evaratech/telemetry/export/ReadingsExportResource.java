package com.evaratech.telemetry.export;

import com.evaratech.common.access.Scope;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.VisibleHistory;
import com.evaratech.telemetry.readings.ReadingPages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Readings as a file over HTTP. */
@Path("/api/v1")
class ReadingsExportResource {

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final VisibleHistory history;
    private final Pool database;
    private final ReadingPages readings;
    private final ExportRoom room;
    private final InstantSource clock;

    ReadingsExportResource(
            CurrentCaller caller,
            ScopedNodes nodes,
            VisibleHistory history,
            Pool database,
            ReadingPages readings,
            ExportRoom room,
            InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.history = history;
        this.database = database;
        this.readings = readings;
        this.room = room;
        this.clock = clock;
    }

    /** Answers for nodes of the caller's scope, by node and time, as far back as its plan lets. */
    @GET
    @Path("/telemetry/export")
    @RunOnVirtualThread
    public RestResponse<StreamingOutput> file(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        var asked =
                new ExportQuery.Asked(
                        parameters.getFirst("nodes"),
                        parameters.getFirst("community"),
                        parameters.getFirst("kind"),
                        parameters.getFirst("metrics"),
                        parameters.getFirst("from"),
                        parameters.getFirst("to"),
                        parameters.getFirst("format"),
                        parameters.getFirst("after"));
        Scope scope = caller.get().scope();
        ExportQuery query =
                ExportQuery.of(asked, clock.instant())
                        .notBefore(
                                history.beginning(scope, clock.instant()).await().indefinitely());
        if (query.nodes() != null) {
            List<?> _ = nodes.find(scope, query.nodes()).await().indefinitely();
        }
        var after = query.after();
        long begin =
                after == null
                        ? 0
                        : nodes.find(scope, after.nodeId()).await().indefinitely().number();
        StreamingOutput file =
                new ReadingsFile(database, readings, room, scope, query, begin)::write;
        return ResponseBuilder.ok(file, query.form().mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"readings.%s\"".formatted(query.form().code()))
                .build();
    }
}
