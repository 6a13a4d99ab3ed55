package com.evaratech.telemetry.range;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.store.KindColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads all readings of a node over a span, for those who look through them in order. */
@Singleton
public class Measured {

    // All of them are in memory at once: of two a minute a month has as many.
    private static final int MOST_ROWS = 100_000;

    private final Pool database;
    private final VisibleHistory history;
    private final InstantSource clock;

    Measured(Pool database, VisibleHistory history, InstantSource clock) {
        this.database = database;
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

    /** Walks the node's part of the primary key. */
    private Uni<List<Row>> read(NodeEntry node, RawSpan span, List<Metric> metrics) {
        String names = metrics.stream().map(Metric::code).collect(Collectors.joining(", "));
        String query =
                """
                select recorded_at, %1$s from %2$s
                where node_number = $1 and recorded_at >= $2 and recorded_at < $3
                    and num_nonnulls(%1$s) > 0
                order by recorded_at limit %3$d
                """
                        .formatted(
                                names,
                                KindColumns.of(Kind.valueOf(node.kind())).table(),
                                MOST_ROWS + 1);
        return database.preparedQuery(query)
                .execute(
                        Tuple.of(
                                node.number(),
                                span.from().atOffset(ZoneOffset.UTC),
                                span.until().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    if (rows.size() > MOST_ROWS) {
                        throw new InvalidRequest(
                                FieldError.of(
                                        "from",
                                        span.from(),
                                        "a shorter span: no more than %d readings"
                                                .formatted(MOST_ROWS)));
                    }
                    return StreamSupport.stream(rows.spliterator(), false).toList();
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
