package com.evaratech.poller.channels;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads {@code polling.channel}. */
@Singleton
class ChannelRepository {

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
                select c.number, c.channel_id, c.node_id, c.community_id, c.priority,
                       c.interval_seconds, c.next_due_at, c.cursor_epoch, c.cursor_entry_id,
                       c.failures, c.last_success_at, c.last_row_at
                from polling.channel c
                where c.number > $1 and %s
                order by c.number
                limit $2
                """
                        .formatted(conditions.text());
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(rows -> page(page, rows));
    }

    private static Page<Channel> page(PageRequest page, RowSet<Row> found) {
        // By the iterator: RowSet.stream() hands out rows of the bare driver under a wrong type.
        List<Row> rows = StreamSupport.stream(found.spliterator(), false).toList();
        return Page.of(page, rows, row -> row.getLong("number")).map(ChannelRepository::channel);
    }

    private static Channel channel(Row row) {
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
                instant(row.getOffsetDateTime("last_row_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
