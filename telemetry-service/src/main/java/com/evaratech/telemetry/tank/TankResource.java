package com.evaratech.telemetry.tank;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.Measured;
import com.evaratech.telemetry.range.RawSpan;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Fills and drains of a tank over HTTP. */
@Path("/api/v1")
class TankResource {

    // What levels are told by, and what of it scatters: five hundredths of most tanks.
    private static final Map<Metric, Double> LEAST_CHANGES =
            Map.of(
                    Metric.WATER_LEVEL_PERCENT, 5.0,
                    Metric.WATER_LEVEL_CM, 10.0,
                    Metric.VOLUME_LITRES, 500.0);
    private static final String METRICS = "water_level_percent, water_level_cm, volume_litres";
    private static final double FULL_PERCENT = 100;
    private static final double LARGEST_CHANGE = 1e9;

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final Measured measured;
    private final InstantSource clock;

    TankResource(CurrentCaller caller, ScopedNodes nodes, Measured measured, InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.measured = measured;
        this.clock = clock;
    }

    private record Asked(RawSpan span, Metric metric, double leastChange) {}

    /** Answers for a tank of the caller's scope. */
    @GET
    @Path("/nodes/{id}/telemetry/fills")
    public Uni<TankEvents> of(
            @RestPath UUID id,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String metric,
            @RestQuery @Nullable String change) {
        var parameters = new QueryParameters();
        @Nullable Metric level =
                parameters.choice(
                        "metric",
                        metric,
                        text -> Metric.find(text).filter(LEAST_CHANGES::containsKey),
                        METRICS);
        @Nullable Double least =
                parameters.choice("change", change, TankResource::change, "a number above 0");
        RawSpan span = RawSpan.of(parameters, from, to, clock.instant());
        Metric chosen = level == null ? Metric.WATER_LEVEL_PERCENT : level;
        var asked =
                new Asked(
                        span,
                        chosen,
                        least == null ? LEAST_CHANGES.getOrDefault(chosen, 1.0) : least);
        Scope scope = caller.get().scope();
        return nodes.find(scope, id)
                .map(node -> Measured.requireKind(node, List.of(Kind.TANK)))
                .chain(node -> events(scope, node, asked));
    }

    private Uni<TankEvents> events(Scope scope, NodeEntry node, Asked asked) {
        return measured.rows(scope, node, asked.span(), List.of(asked.metric()))
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new LevelPoint(
                                                row.getOffsetDateTime("recorded_at").toInstant(),
                                                row.getDouble(asked.metric().code())))
                                .toList())
                .map(points ->
                        TankEvents.of(
                                node.id(),
                                asked.metric(),
                                asked.leastChange(),
                                Swings.in(points, asked.leastChange()),
                                Outlook.of(points, full(asked.metric())).orElse(null)));
    }

    private static Optional<Double> full(Metric metric) {
        return metric == Metric.WATER_LEVEL_PERCENT ? Optional.of(FULL_PERCENT) : Optional.empty();
    }

    private static Optional<Double> change(String text) {
        try {
            double change = Double.parseDouble(text);
            return change > 0 && change < LARGEST_CHANGE ? Optional.of(change) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
