package com.evaratech.telemetry.outcomes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.QueryTime;
import com.evaratech.telemetry.range.VisibleHistory;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What became of a node's readings that were not simply stored, over HTTP. */
@Path("/api/v1")
class NodeOutcomeResource {

    // As long as readings may be old, and a little ahead: all that is noted.
    private static final Duration BACK = Duration.ofDays(36_500);
    private static final Duration AHEAD = Duration.ofDays(1);

    private final CurrentCaller caller;
    private final ScopedNodes nodes;
    private final VisibleHistory history;
    private final NotedOutcomes outcomes;
    private final InstantSource clock;

    NodeOutcomeResource(
            CurrentCaller caller,
            ScopedNodes nodes,
            VisibleHistory history,
            NotedOutcomes outcomes,
            InstantSource clock) {
        this.caller = caller;
        this.nodes = nodes;
        this.history = history;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Those of readings of a span, the last that was noted first. */
    @GET
    @Path("/nodes/{id}/telemetry/outcomes")
    public Uni<Page<NotedOutcome>> list(
            @RestPath UUID id,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        Scope scope = caller.get().scope();
        Instant now = clock.instant();
        Instant begins = time("from", from, now.minus(BACK));
        Instant ends = time("to", to, now.plus(AHEAD));
        var page = PageRequest.of(limit, cursor);
        return nodes.find(scope, id)
                .chain(node ->
                        history.beginning(scope, now)
                                .map(visible -> visible.filter(begins::isBefore).orElse(begins))
                                .chain(first -> outcomes.list(node.number(), first, ends, page)));
    }

    private static Instant time(String name, @Nullable String given, Instant otherwise) {
        return given == null
                ? otherwise
                : QueryTime.parse(given)
                        .orElseThrow(() ->
                                new InvalidRequest(FieldError.of(name, given, QueryTime.ALLOWED)));
    }
}
