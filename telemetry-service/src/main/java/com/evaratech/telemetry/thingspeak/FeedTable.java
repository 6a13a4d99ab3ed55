package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.ChannelDatabase;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entries of channels, as they are read; blocks. */
@Singleton
class FeedTable {

    private static final String READ =
            """
            select entry_id, created_at, fields, latitude, longitude, elevation, status
            from telemetry.channel_entry
            where channel_id = $1 and created_at between $2 and $3 and entry_id between $4 and $5
            order by created_at desc, entry_id desc limit $6
            """;

    private static final String ONE =
            """
            select entry_id, created_at, fields, latitude, longitude, elevation, status
            from telemetry.channel_entry where channel_id = $1 and entry_id = $2
            """;

    // By the primary key, from its end, and not to the beginning: a field may have had no value
    // ever, and a feed may have millions of entries.
    private static final String LAST =
            """
            select entry_id, created_at, fields, latitude, longitude, elevation, status
            from (
                select * from telemetry.channel_entry
                where channel_id = $1 order by entry_id desc limit 10000) newest
            where $2::int = 0 or fields[$2::int] is not null or $2::int = %d and status is not null
            order by entry_id desc limit 1
            """
                    .formatted(Column.STATUS.place());

    private final ChannelDatabase database;

    FeedTable(ChannelDatabase database) {
        this.database = database;
    }

    /** Entries of a window, the newest of them, in the order of their times. */
    List<FeedEntry> read(long channel, FeedQuery query) throws SQLException {
        var window =
                Tuple.of(channel)
                        .addOffsetDateTime(query.from().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(query.to().atOffset(ZoneOffset.UTC))
                        .addLong(query.firstEntry())
                        .addLong(query.lastEntry())
                        .addInteger(query.limit());
        return entries(READ, window).reversed();
    }

    /** The entry of this number. */
    Optional<FeedEntry> find(long channel, long number) throws SQLException {
        return entries(ONE, Tuple.of(channel, number)).stream().findFirst();
    }

    /** The entry of the highest number. */
    Optional<FeedEntry> last(long channel) throws SQLException {
        return last(channel, 0);
    }

    /** The one with the last value of a field, or of the status, among the newest 10,000. */
    Optional<FeedEntry> lastOf(long channel, Column column) throws SQLException {
        return last(channel, column.place());
    }

    private Optional<FeedEntry> last(long channel, int place) throws SQLException {
        return entries(LAST, Tuple.of(channel, place)).stream().findFirst();
    }

    private List<FeedEntry> entries(String sql, Tuple values) throws SQLException {
        return database.ask(pool ->
                pool.preparedQuery(sql)
                        .execute(values)
                        .map(rows -> {
                            var entries = new ArrayList<FeedEntry>();
                            rows.forEach(row -> entries.add(entry(row)));
                            return entries;
                        }));
    }

    private static FeedEntry entry(Row row) {
        Map<Column, String> values = new EnumMap<>(Column.class);
        @Nullable String[] fields = row.getArrayOfStrings("fields");
        for (Column column : Column.values()) {
            @Nullable String value =
                    column.isField() ? fields[column.place() - 1] : row.getString(column.key());
            if (value != null) {
                values.put(column, value);
            }
        }
        return new FeedEntry(
                row.getLong("entry_id"), row.getOffsetDateTime("created_at").toInstant(), values);
    }
}
