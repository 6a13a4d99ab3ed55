package com.evaratech.telemetry.outcomes;

import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads what was noted of outcomes. */
@Singleton
class NotedOutcomes {

    // The newest first, by outcome_log_of_node; a cursor holds the number below zero, so that it
    // rises as those of other lists do.
    private static final String LIST =
            """
            select id, recorded_at, outcome, source, metrics, kept, refused, noted_at
            from telemetry.outcome_log
            where node_number = $1 and id < $2 and recorded_at >= $3 and recorded_at < $4
            order by id desc limit $5
            """;

    private final Pool database;

    NotedOutcomes(Pool database) {
        this.database = database;
    }

    /** Those of a node's readings of a span. */
    Uni<Page<NotedOutcome>> list(long node, Instant from, Instant until, PageRequest page) {
        // Of the first page there is no such number: its negation would be out of range.
        long before = -Math.max(page.after(), -Long.MAX_VALUE);
        return database.preparedQuery(LIST)
                .execute(
                        Tuple.of(
                                node,
                                before,
                                from.atOffset(ZoneOffset.UTC),
                                until.atOffset(ZoneOffset.UTC),
                                page.rowsToFetch()))
                .map(found -> {
                    List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
                    return Page.of(page, rows, row -> -row.getLong("id"))
                            .map(NotedOutcomes::outcome);
                });
    }

    private static NotedOutcome outcome(Row row) {
        return new NotedOutcome(
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("outcome"),
                row.getString("source"),
                List.of(row.getArrayOfStrings("metrics")),
                row.getString("kept"),
                row.getString("refused"),
                row.getOffsetDateTime("noted_at").toInstant());
    }
}
