package com.evaratech.alert.alerts;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerting.alert}. Every question carries the scope of who asks. */
@Singleton
class AlertRepository {

    private final Pool database;

    AlertRepository(Pool database) {
        this.database = database;
    }

    /** The alert of this id, if it is in the scope. */
    Uni<Optional<Alert>> findVisible(Scope scope, UUID id) {
        Conditions conditions = Conditions.sql(id).within(scope, "a");
        String query =
                "select a.* from alerting.alert a where a.id = $1 and %s"
                        .formatted(conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(alert(rows.iterator().next())));
    }

    /** The alerts of the scope that pass the filter, newest first. */
    Uni<Page<Alert>> listVisible(Scope scope, AlertFilter filter, PageRequest page) {
        Conditions conditions =
                Conditions.sql(before(page), page.rowsToFetch())
                        .within(scope, "a")
                        .andIfGiven("a.node_id = {}", filter.nodeId())
                        .andIfGiven("a.community_id = {}", filter.communityId())
                        .andIfGiven("a.rule_id = {}", filter.ruleId())
                        .andIfGiven("a.severity = {}", filter.severity());
        // Walks alert_open, or the index of the narrowest equality, backwards from the page's key.
        String query =
                """
                select a.* from alerting.alert a
                where a.number < $1 and %s and %s
                order by a.number desc
                limit $2
                """
                        .formatted(condition(filter.state()), conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(found -> {
                    // By the iterator: RowSet.stream() hands out rows of the bare driver.
                    List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
                    return Page.of(page, rows, row -> -row.getLong("number"))
                            .map(AlertRepository::alert);
                });
    }

    /** Pages go by ascending keys: the list's key is the number with its sign turned. */
    private static long before(PageRequest page) {
        return page.after() == Long.MIN_VALUE ? Long.MAX_VALUE : -page.after();
    }

    /** Written out, since the plan of a parameter could not use the index of the open ones. */
    private static String condition(AlertFilter.State state) {
        return switch (state) {
            case OPEN -> "a.state = 'open'";
            case RESOLVED -> "a.state = 'resolved'";
            case ALL -> "true";
        };
    }

    private static Alert alert(Row row) {
        return new Alert(
                row.getUUID("id"),
                row.getString("state"),
                row.getString("severity"),
                row.getUUID("rule_id"),
                row.getLong("rule_version"),
                row.getString("rule_name"),
                row.getUUID("node_id"),
                row.getUUID("community_id"),
                row.getUUID("customer_id"),
                row.getString("metric"),
                row.getString("operator"),
                row.getDouble("threshold"),
                row.getDouble("value"),
                row.getDouble("last_value"),
                row.getOffsetDateTime("last_value_at").toInstant(),
                row.getOffsetDateTime("pending_since").toInstant(),
                row.getOffsetDateTime("opened_at").toInstant(),
                resolvedAt(row),
                row.getString("resolved_reason"));
    }

    private static @Nullable Instant resolvedAt(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("resolved_at");
        return at == null ? null : at.toInstant();
    }
}
