package com.evaratech.telemetry.latest;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads {@code telemetry.latest}. */
@Singleton
class LatestRepository {

    private static final String ONE =
            """
            select l.recorded_at, %s
            from telemetry.latest l
            where l.node_number = $1
            """
                    .formatted(LatestColumns.METRICS);

    private final Pool database;

    LatestRepository(Pool database) {
        this.database = database;
    }

    /** The newest reading of a node that the directory knows. */
    Uni<LatestReading> find(NodeEntry node) {
        Kind kind = Kind.valueOf(node.kind());
        return database.preparedQuery(ONE)
                .execute(Tuple.of(node.number()))
                .map(rows ->
                        rows.size() == 0
                                ? LatestReading.none(node.id(), kind)
                                : LatestColumns.reading(node.id(), kind, rows.iterator().next()));
    }

    /** The newest readings of the scope's nodes that have one, by node number. */
    Uni<Page<LatestReading>> list(Scope scope, LatestFilter filter, PageRequest page) {
        Conditions conditions =
                Conditions.sql(page.after(), page.rowsToFetch())
                        .within(scope, "n")
                        .andIfGiven("n.kind = {}", filter.kind())
                        .andIfGiven("n.community_id = {}", filter.communityId())
                        .andIfGiven(
                                "n.id = any({})",
                                filter.nodes() == null
                                        ? null
                                        : filter.nodes().toArray(UUID[]::new));
        // Walks node_of_distributor, node_of_community or node_of_customer, whichever the scope
        // names, from the page's key on; without a scope the primary key.
        String query =
                """
                select n.number, n.id, n.kind, l.recorded_at, %s
                from telemetry.node n
                join telemetry.latest l on l.node_number = n.number
                where n.number > $1 and %s
                order by n.number
                limit $2
                """
                        .formatted(LatestColumns.METRICS, conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(rows -> page(page, rows));
    }

    private static Page<LatestReading> page(PageRequest page, RowSet<Row> found) {
        // By the iterator: RowSet.stream() hands out rows of the bare driver under a wrong type.
        List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
        return Page.of(page, rows, row -> row.getLong("number"))
                .map(row ->
                        LatestColumns.reading(
                                row.getUUID("id"), Kind.valueOf(row.getString("kind")), row));
    }
}
