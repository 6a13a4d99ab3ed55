package com.evaratech.alert.deliveries;

import com.evaratech.alert.AlertException.DeliveryNotFailed;
import com.evaratech.alert.AlertException.DeliveryNotFound;
import com.evaratech.alert.AlertException.DeliveryOvertaken;
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
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What was told, what waits, and what could not be told. Every question carries a scope. */
@Singleton
class DeliveryLog {

    private final Pool database;

    DeliveryLog(Pool database) {
        this.database = database;
    }

    /** Those of the scope that pass the filter, newest first. */
    Uni<Page<Delivery>> list(Scope scope, DeliveryFilter filter, PageRequest page) {
        Conditions conditions =
                visible(scope, Conditions.sql(before(page), page.rowsToFetch()))
                        .andIfGiven("r.id = {}", filter.routeId())
                        .andIfGiven("d.community_id = {}", filter.communityId())
                        .andIfGiven("d.state = {}", filter.state());
        String query =
                """
                select d.*, r.id as route_id,
                    (select a.id from alerting.alert a where a.number = d.alert_number) as alert_id,
                    (select g.id from alerting.delivery g where g.number = d.group_number) as group_id
                from alerting.delivery d
                join alerting.route r on r.number = d.route_number
                where d.number < $1 and %s
                order by d.number desc
                limit $2
                """
                        .formatted(conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(found -> {
                    // By the iterator: RowSet.stream() hands out rows of the bare driver.
                    List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
                    return Page.of(page, rows, row -> -row.getLong("number"))
                            .map(DeliveryLog::delivery);
                });
    }

    /**
     * Has one that failed tried again, for as long as a new one.
     *
     * @throws DeliveryNotFailed when it waits or has arrived
     * @throws DeliveryOvertaken when its receiver knows already what came after it
     */
    Uni<Void> again(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.sql(id));
        String update =
                """
                update alerting.delivery d
                set state = 'waiting', ended_at = null, due_at = now(), tried_from = now(),
                    written_by = pg_current_xact_id()
                where d.id = $1 and d.state = 'failed' and %s
                    and not exists (
                        select from alerting.delivery later
                        where later.alert_number = d.alert_number and later.route_number = d.route_number
                            and later.number > d.number and later.state in ('delivered', 'grouped'))
                """
                        .formatted(conditions.text());
        return database.preparedQuery(update)
                .execute(Tuple.from(conditions.values()))
                .flatMap(done ->
                        done.rowCount() == 1
                                ? Uni.createFrom().voidItem()
                                : refuse(conditions, id));
    }

    private Uni<Void> refuse(Conditions conditions, UUID id) {
        return database.preparedQuery(
                        "select d.state from alerting.delivery d where d.id = $1 and "
                                + conditions.text())
                .execute(Tuple.from(conditions.values()))
                .map(found -> {
                    if (found.size() == 0) {
                        throw new DeliveryNotFound(id);
                    }
                    String state = found.iterator().next().getString("state");
                    throw "failed".equals(state)
                            ? new DeliveryOvertaken(id)
                            : new DeliveryNotFailed(id, state);
                });
    }

    /** Deliveries belong to communities, as their routes do; those to people are theirs. */
    private static Conditions visible(Scope scope, Conditions conditions) {
        return scope instanceof Scope.OfCustomer
                ? conditions.and("false")
                : conditions.and("d.community_id is not null").within(scope, "d");
    }

    /** Pages go by ascending keys: the list's key is the number with its sign turned. */
    private static long before(PageRequest page) {
        return page.after() == Long.MIN_VALUE ? Long.MAX_VALUE : -page.after();
    }

    private static Delivery delivery(Row row) {
        boolean waits = "waiting".equals(row.getString("state"));
        return new Delivery(
                row.getUUID("id"),
                row.getUUID("route_id"),
                row.getUUID("alert_id"),
                row.getString("event"),
                row.getString("state"),
                row.getUUID("group_id"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                waits ? instant(row, "due_at") : null,
                instant(row, "ended_at"),
                waits ? row.getString("held") : null,
                row.getString("last_error"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
