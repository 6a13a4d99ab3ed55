package com.evaratech.telemetry.range;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.readings.ReadingPages;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Reads all readings of a node over a span, for those who look through them in order. */
@Singleton
public class Measured {

    // All of them are in memory at once: of two a minute a month has as many.
    private static final int MOST_ROWS = 100_000;

    private final ReadingPages readings;
    private final VisibleHistory history;
    private final InstantSource clock;

    Measured(ReadingPages readings, VisibleHistory history, InstantSource clock) {
        this.readings = readings;
        this.history = history;
        this.clock = clock;
    }

    /**
     * The rows, oldest first, that have one of these metrics: {@code recorded_at} and a column for
     * each; as far back as the plan of who asks lets see.
     *
     * <p>Fails with {@link InvalidRequest} when there are more than {@value #MOST_ROWS}.
     *
     * @param metrics of the node's kind
     */
    public Uni<List<Row>> rows(Scope scope, NodeEntry node, RawSpan span, List<Metric> metrics) {
        return history.beginning(scope, clock.instant())
                .chain(beginning ->
                        span.notBefore(beginning)
                                .map(visible -> read(node, visible, metrics))
                                .orElseGet(() -> Uni.createFrom().item(List.of())));
    }

    private Uni<List<Row>> read(NodeEntry node, RawSpan span, List<Metric> metrics) {
        return readings.read(
                        new ReadingPages.Asked(
                                Kind.valueOf(node.kind()),
                                node.number(),
                                metrics,
                                span.from(),
                                span.until(),
                                false,
                                MOST_ROWS + 1))
                .map(rows -> {
                    if (rows.size() > MOST_ROWS) {
                        throw new InvalidRequest(
                                FieldError.of(
                                        "from",
                                        span.from(),
                                        "a shorter span: no more than %d readings"
                                                .formatted(MOST_ROWS)));
                    }
                    return rows;
                });
    }

    /**
     * Refuses a node of another kind.
     *
     * @throws InvalidRequest when it is one
     */
    public static NodeEntry requireKind(NodeEntry node, List<Kind> kinds) {
        if (kinds.stream().noneMatch(kind -> kind.name().equals(node.kind()))) {
            throw new InvalidRequest(
                    FieldError.of(
                            "id",
                            node.id(),
                            "a node of kind "
                                    + kinds.stream()
                                            .map(Kind::name)
                                            .collect(Collectors.joining(" or "))));
        }
        return node;
    }
}
