package com.evaratech.telemetry.range;

import com.evaratech.common.access.Scope;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.Page;
import com.evaratech.telemetry.nodes.ScopedNodes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A node's readings over HTTP. */
@Path("/api/v1")
class SpanResource {

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final SpanRepository readings;
    private final VisibleHistory history;
    private final InstantSource clock;

    SpanResource(
            CurrentCaller caller,
            ScopedNodes nodes,
            SpanRepository readings,
            VisibleHistory history,
            InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.readings = readings;
        this.history = history;
        this.clock = clock;
    }

    /** Answers for any node of the caller's scope, as far back as the caller's plan lets see. */
    @GET
    @Path("/nodes/{id}/telemetry")
    public Uni<Page<SpanReading>> ofNode(
            @RestPath UUID id,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String metrics,
            @RestQuery @Nullable String order,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        Scope scope = caller.get().scope();
        var asked = new Span.Asked(from, to, metrics, order, limit, cursor);
        return nodes.find(scope, id)
                .flatMap(node -> {
                    Span span = Span.of(asked, Kind.valueOf(node.kind()), clock.instant());
                    return history.beginning(scope, clock.instant())
                            .map(beginning ->
                                    beginning.map(span::notBefore).orElse(Optional.of(span)))
                            .flatMap(visible ->
                                    visible.map(rest -> readings.find(node, rest))
                                            .orElseGet(SpanResource::nothing));
                });
    }

    private static Uni<Page<SpanReading>> nothing() {
        return Uni.createFrom().item(new Page<>(List.of(), null));
    }
}
