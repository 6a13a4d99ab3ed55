package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.ChannelDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to channels; blocks. One that tells its time and is there already, with the same
 * values, is the same one sent again: it keeps its number.
 */
@Singleton
class FeedAppend {

    private static final String ROWS =
            """
            unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
                    $14::text[])
                with ordinality as row (millis, f1, f2, f3, f4, f5, f6, f7, f8,
                    latitude, longitude, elevation, status, place)
            """;
    private static final String TIME =
            "timestamptz 'epoch' + row.millis * interval '1 millisecond'";
    private static final String FIELDS =
            "array[row.f1, row.f2, row.f3, row.f4, row.f5, row.f6, row.f7, row.f8]";

    private static final String APPEND =
            """
            with number as (
                update telemetry.device_channel
                set last_entry_id = last_entry_id + cardinality($2::bigint[]), updated_at = now()
                where id = $1 returning id, last_entry_id - cardinality($2::bigint[]) as before)
            insert into telemetry.channel_entry
                (channel_id, entry_id, created_at, fields, latitude, longitude, elevation, status)
            select number.id, number.before + row.place, %s, %s,
                row.latitude, row.longitude, row.elevation, row.status
            from number, %s
            returning entry_id
            """
                    .formatted(TIME, FIELDS, ROWS);

    // Others who write to the channel wait: what they send again would be added by both.
    private static final String LOCK =
            "select id from telemetry.device_channel where id = $1 for update";

    // By channel_entry_by_time.
    private static final String REPEATED =
            """
            select row.place, min(entry.entry_id) as entry_id
            from %s
            join telemetry.channel_entry entry on entry.channel_id = $1
                and entry.created_at = %s and entry.fields = %s
                and (entry.latitude, entry.longitude, entry.elevation, entry.status)
                    is not distinct from (row.latitude, row.longitude, row.elevation, row.status)
            group by row.place
            """
                    .formatted(ROWS, TIME, FIELDS);

    private static final String REMOVE =
            "delete from telemetry.channel_entry where channel_id = $1 and entry_id = any($2)";

    private final ChannelDatabase database;

    FeedAppend(ChannelDatabase database) {
        this.database = database;
    }

    /**
     * An entry of the feed.
     *
     * @param isNew whether it was not there before
     */
    record Placed(long number, boolean isNew) {}

    /** Adds entries; where each of them is. Empty when the channel was removed meanwhile. */
    Optional<List<Placed>> append(long channel, List<FeedWrite> writes) throws SQLException {
        boolean isSentOnce = writes.stream().noneMatch(FeedWrite::isDated);
        return database.ask(pool ->
                isSentOnce
                        ? add(pool, channel, writes, Map.of())
                        : pool.withTransaction(connection -> addNew(connection, channel, writes)));
    }

    /** Takes back entries that were not accepted; their numbers are not given again. */
    void remove(long channel, List<Placed> placed) throws SQLException {
        Long[] numbers =
                placed.stream().filter(Placed::isNew).map(Placed::number).toArray(Long[]::new);
        if (numbers.length > 0) {
            RowSet<Row> _ =
                    database.ask(pool ->
                            pool.preparedQuery(REMOVE)
                                    .execute(Tuple.of(channel).addArrayOfLong(numbers)));
        }
    }

    private static Uni<Optional<List<Placed>>> addNew(
            SqlClient connection, long channel, List<FeedWrite> writes) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(channel))
                .chain(_ -> connection.preparedQuery(REPEATED).execute(rows(channel, writes)))
                .chain(found -> {
                    Map<Integer, Long> repeated = new HashMap<>();
                    found.forEach(row ->
                            repeated.put(row.getInteger("place") - 1, row.getLong("entry_id")));
                    return add(connection, channel, writes, repeated);
                });
    }

    /**
     * Adds those that are not there.
     *
     * @param repeated numbers of those that are, by their places
     */
    private static Uni<Optional<List<Placed>>> add(
            SqlClient client, long channel, List<FeedWrite> writes, Map<Integer, Long> repeated) {
        var fresh = new ArrayList<FeedWrite>();
        for (int i = 0; i < writes.size(); i++) {
            if (!repeated.containsKey(i)) {
                fresh.add(writes.get(i));
            }
        }
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(Optional.of(placed(writes.size(), repeated, 0)));
        }
        return client.preparedQuery(APPEND)
                .execute(rows(channel, fresh))
                .map(added -> {
                    long first = Long.MAX_VALUE;
                    for (Row row : added) {
                        first = Math.min(first, row.getLong("entry_id"));
                    }
                    return first == Long.MAX_VALUE
                            ? Optional.empty()
                            : Optional.of(placed(writes.size(), repeated, first));
                });
    }

    private static List<Placed> placed(int count, Map<Integer, Long> repeated, long firstNew) {
        var placed = new ArrayList<Placed>();
        long next = firstNew;
        for (int i = 0; i < count; i++) {
            @Nullable Long known = repeated.get(i);
            placed.add(known == null ? new Placed(next++, true) : new Placed(known, false));
        }
        return placed;
    }

    private static Tuple rows(long channel, List<FeedWrite> writes) {
        var tuple =
                Tuple.of(channel)
                        .addArrayOfLong(
                                writes.stream()
                                        .map(each -> each.createdAt().toEpochMilli())
                                        .toArray(Long[]::new));
        for (Column column : Column.values()) {
            @Nullable String[] texts =
                    writes.stream().map(each -> each.values().get(column)).toArray(String[]::new);
            tuple.addArrayOfString(texts);
        }
        return tuple;
    }
}
