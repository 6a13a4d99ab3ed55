package com.evaratech.telemetry.thingspeak;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The entries of channels; blocks. */
@Singleton
class FeedTable {

    private static final String APPEND =
            """
            with number as (
                update telemetry.device_channel
                set last_entry_id = last_entry_id + ?, updated_at = now()
                where id = ? returning id, last_entry_id)
            insert into telemetry.channel_entry
                (channel_id, entry_id, created_at, fields, latitude, longitude, elevation, status)
            select number.id, number.last_entry_id - ? + row.place,
                timestamptz 'epoch' + row.millis * interval '1 millisecond',
                array[row.f1, row.f2, row.f3, row.f4, row.f5, row.f6, row.f7, row.f8],
                row.latitude, row.longitude, row.elevation, row.status
            from number, unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                with ordinality as row (millis, f1, f2, f3, f4, f5, f6, f7, f8,
                    latitude, longitude, elevation, status, place)
            returning entry_id
            """;

    private static final String REMOVE =
            "delete from telemetry.channel_entry where channel_id = ? and entry_id between ? and ?";

    private static final String READ =
            """
            select entry_id, created_at, fields, latitude, longitude, elevation, status
            from telemetry.channel_entry
            where channel_id = ? and created_at between ? and ? and entry_id between ? and ?
            order by created_at desc, entry_id desc limit ?
            """;

    // By the primary key, from its end, and not to the beginning: a field may have had no value
    // ever, and a feed may have millions of entries.
    private static final String LAST =
            """
            select entry_id, created_at, fields, latitude, longitude, elevation, status
            from (
                select * from telemetry.channel_entry
                where channel_id = ? order by entry_id desc limit 10000) newest
            where ? = 0 or fields[?] is not null
            order by entry_id desc limit 1
            """;

    private final DataSource database;

    FeedTable(DataSource database) {
        this.database = database;
    }

    /** Adds entries; their numbers follow each other from the one that is returned. */
    long append(long channel, List<FeedWrite> writes) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(APPEND)) {
            statement.setInt(1, writes.size());
            statement.setLong(2, channel);
            statement.setInt(3, writes.size());
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bigint",
                            writes.stream()
                                    .map(each -> each.createdAt().toEpochMilli())
                                    .toArray()));
            for (Column column : Column.values()) {
                statement.setArray(4 + column.place(), texts(connection, writes, column));
            }
            try (var rows = statement.executeQuery()) {
                long first = Long.MAX_VALUE;
                while (rows.next()) {
                    first = Math.min(first, rows.getLong(1));
                }
                if (first == Long.MAX_VALUE) {
                    throw new SQLException("the channel was removed meanwhile", "02000");
                }
                return first;
            }
        }
    }

    private static Array texts(Connection connection, List<FeedWrite> writes, Column column)
            throws SQLException {
        @Nullable Object[] texts = writes.stream().map(each -> each.values().get(column)).toArray();
        return connection.createArrayOf("text", texts);
    }

    /** Takes back entries that were not accepted; their numbers are not given again. */
    void remove(long channel, long first, int count) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(REMOVE)) {
            statement.setLong(1, channel);
            statement.setLong(2, first);
            statement.setLong(3, first + count - 1);
            int _ = statement.executeUpdate();
        }
    }

    /** Entries of a window, the newest of them, in the order of their times. */
    List<FeedEntry> read(long channel, FeedQuery query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(READ)) {
            statement.setLong(1, channel);
            statement.setObject(2, query.from().atOffset(ZoneOffset.UTC));
            statement.setObject(3, query.to().atOffset(ZoneOffset.UTC));
            statement.setLong(4, query.firstEntry());
            statement.setLong(5, query.lastEntry());
            statement.setInt(6, query.limit());
            return entries(statement).reversed();
        }
    }

    /** The entry of the highest number. */
    Optional<FeedEntry> last(long channel) throws SQLException {
        return last(channel, 0);
    }

    /** The one with the last value of a field, among the newest 10,000. */
    Optional<FeedEntry> lastOf(long channel, Column field) throws SQLException {
        return last(channel, field.place());
    }

    private Optional<FeedEntry> last(long channel, int field) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(LAST)) {
            statement.setLong(1, channel);
            statement.setInt(2, field);
            statement.setInt(3, field);
            return entries(statement).stream().findFirst();
        }
    }

    private static List<FeedEntry> entries(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            List<FeedEntry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(entry(rows));
            }
            return entries;
        }
    }

    private static FeedEntry entry(ResultSet row) throws SQLException {
        Map<Column, String> values = new EnumMap<>(Column.class);
        @Nullable String[] fields = (String[]) row.getArray("fields").getArray();
        for (Column column : Column.values()) {
            @Nullable String value =
                    column.isField() ? fields[column.place() - 1] : row.getString(column.key());
            if (value != null) {
                values.put(column, value);
            }
        }
        return new FeedEntry(
                row.getLong("entry_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                values);
    }
}
