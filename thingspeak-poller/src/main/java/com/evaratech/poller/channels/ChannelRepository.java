package com.evaratech.poller.channels;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads {@code polling.channel} and what belongs to its rows. */
@Singleton
class ChannelRepository {

    /** Of a channel, for {@link #channel}. */
    static final String COLUMNS =
            """
            c.number, c.channel_id, c.node_id, c.community_id, c.priority,
            c.interval_seconds, c.next_due_at, c.cursor_epoch, c.cursor_entry_id,
            c.failures, c.last_success_at, c.last_row_at,
            c.last_error_kind, c.last_error, c.last_error_at, c.rows_fetched, c.rows_accepted
            """;

    static final String REJECTIONS =
            """
            select reason, row_count, value_count
            from polling.rejection_count
            where channel_number = $1
            order by reason
            """;

    private static final String SAMPLES =
            """
            select entry_id, reason, field, value, allowed, noticed_at
            from polling.rejection_sample
            where channel_number = $1
            order by number desc
            """;

    private final Pool database;

    ChannelRepository(Pool database) {
        this.database = database;
    }

    /** The channels of the scope's nodes, in the order in which they were mapped. */
    Uni<Page<Channel>> list(Scope scope, PageRequest page) {
        Conditions conditions = Conditions.sql(page.after(), page.rowsToFetch()).within(scope, "c");
        // Walks channel_of_distributor or channel_of_community, whichever the scope names, from the
        // page's key on; without a scope the primary key.
        String query =
                """
                select %s
                from polling.channel c
                where c.retired_at is null and c.number > $1 and %s
                order by c.number
                limit $2
                """
                        .formatted(COLUMNS, conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(rows -> page(page, rows));
    }

    /** The channel of a node of the scope, with what was not accepted of it; latest first. */
    Uni<Optional<ChannelReport>> report(Scope scope, UUID nodeId) {
        Conditions conditions = Conditions.sql(nodeId).within(scope, "c");
        String query =
                """
                select %s
                from polling.channel c
                where c.retired_at is null and c.node_id = $1 and %s
                """
                        .formatted(COLUMNS, conditions.text());
        return database.withConnection(connection ->
                connection
                        .preparedQuery(query)
                        .execute(Tuple.from(conditions.values()))
                        .flatMap(found -> {
                            List<Row> rows = all(found);
                            return rows.isEmpty()
                                    ? Uni.createFrom().item(Optional.empty())
                                    : report(connection, rows.getFirst()).map(Optional::of);
                        }));
    }

    private static Uni<ChannelReport> report(SqlConnection connection, Row row) {
        Tuple number = Tuple.of(row.getLong("number"));
        return connection
                .preparedQuery(REJECTIONS)
                .execute(number)
                .flatMap(rejections ->
                        connection
                                .preparedQuery(SAMPLES)
                                .execute(number)
                                .map(samples ->
                                        new ChannelReport(
                                                channel(row),
                                                all(rejections).stream()
                                                        .map(ChannelRepository::rejections)
                                                        .toList(),
                                                all(samples).stream()
                                                        .map(ChannelRepository::sample)
                                                        .toList())));
    }

    static RejectionCount rejections(Row row) {
        return new RejectionCount(
                row.getString("reason"), row.getLong("row_count"), row.getLong("value_count"));
    }

    private static RejectionSample sample(Row row) {
        return new RejectionSample(
                row.getLong("entry_id"),
                row.getString("reason"),
                row.getString("field"),
                row.getString("value"),
                row.getString("allowed"),
                row.getOffsetDateTime("noticed_at").toInstant());
    }

    /** By the iterator: RowSet.stream() hands out rows of the bare driver under a wrong type. */
    static List<Row> all(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    private static Page<Channel> page(PageRequest page, RowSet<Row> found) {
        return Page.of(page, all(found), row -> row.getLong("number"))
                .map(ChannelRepository::channel);
    }

    static Channel channel(Row row) {
        return new Channel(
                row.getLong("channel_id"),
                row.getUUID("node_id"),
                row.getUUID("community_id"),
                row.getInteger("priority"),
                row.getInteger("interval_seconds"),
                row.getOffsetDateTime("next_due_at").toInstant(),
                new Cursor(row.getInteger("cursor_epoch"), row.getLong("cursor_entry_id")),
                row.getInteger("failures"),
                instant(row.getOffsetDateTime("last_success_at")),
                instant(row.getOffsetDateTime("last_row_at")),
                lastError(row),
                new RowCounts(
                        row.getLong("rows_fetched"),
                        row.getLong("rows_accepted"),
                        row.getLong("rows_fetched") - row.getLong("rows_accepted")));
    }

    private static @Nullable PollError lastError(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("last_error_at");
        return at == null
                ? null
                : new PollError(
                        row.getString("last_error_kind"),
                        row.getString("last_error"),
                        at.toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
