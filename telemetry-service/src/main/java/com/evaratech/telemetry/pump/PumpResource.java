package com.evaratech.telemetry.pump;

import com.evaratech.common.access.Scope;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.Measured;
import com.evaratech.telemetry.range.RawSpan;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Runs of a pump over HTTP. */
@Path("/api/v1")
class PumpResource {

    private static final String RUNNING = "RUNNING";

    private static final List<Metric> OF_PUMP = List.of(Metric.PUMP_STATUS, Metric.FLOW_RATE_LPM);
    private static final List<Metric> OF_WELL =
            List.of(
                    Metric.PUMP_STATUS,
                    Metric.FLOW_RATE_LPM,
                    Metric.STATIC_WATER_LEVEL_M,
                    Metric.DYNAMIC_WATER_LEVEL_M);

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final Measured measured;
    private final InstantSource clock;

    PumpResource(CurrentCaller caller, ScopedNodes nodes, Measured measured, InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.measured = measured;
        this.clock = clock;
    }

    /** Answers for a pump house, a flow meter or a well of the caller's scope. */
    @GET
    @Path("/nodes/{id}/telemetry/pump-runs")
    public Uni<PumpHours> of(
            @RestPath UUID id, @RestQuery @Nullable String from, @RestQuery @Nullable String to) {
        RawSpan span = RawSpan.of(new QueryParameters(), from, to, clock.instant());
        Scope scope = caller.get().scope();
        return nodes.find(scope, id)
                .map(node -> Measured.requireKind(node, List.of(Kind.FLOW, Kind.DEEP)))
                .chain(node -> {
                    boolean isWell = Kind.DEEP.name().equals(node.kind());
                    return measured.rows(scope, node, span, isWell ? OF_WELL : OF_PUMP)
                            .map(rows ->
                                    PumpHours.of(
                                            node.id(),
                                            PumpRuns.in(
                                                    rows.stream()
                                                            .map(row -> point(row, isWell))
                                                            .toList())));
                });
    }

    private static PumpPoint point(Row row, boolean isWell) {
        String status = row.getString(Metric.PUMP_STATUS.code());
        return new PumpPoint(
                row.getOffsetDateTime("recorded_at").toInstant(),
                status == null ? null : RUNNING.equals(status),
                row.getDouble(Metric.FLOW_RATE_LPM.code()),
                isWell ? depth(row) : null);
    }

    /** A well's sensor tells one or the other, by what its pump does. */
    private static @Nullable Double depth(Row row) {
        Double dynamic = row.getDouble(Metric.DYNAMIC_WATER_LEVEL_M.code());
        return dynamic == null ? row.getDouble(Metric.STATIC_WATER_LEVEL_M.code()) : dynamic;
    }
}
