package com.evaratech.node.status;

import com.evaratech.common.reading.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * How far each source's heartbeats have come in each partition, and since when without a gap. After
 * a gap nodes get their whole patience once more: devices that could not send begin again one by
 * one. For the consumer's thread.
 */
final class Watermarks {

    // Heartbeats come every 0.9 to 2 s, and a replica that dies is replaced within seconds. What is
    // longer was an outage, in which nodes may have lost readings or their way.
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final String LOAD =
            """
            select partition, source, at_ms, resumed_ms from registry.source_watermark
            where partition = any(?)
            """;

    private static final String WRITE =
            """
            insert into registry.source_watermark (partition, source, at_ms, resumed_ms)
            select * from unnest(?::int[], ?::int[], ?::bigint[], ?::bigint[])
            on conflict (partition, source) do update
            set at_ms = excluded.at_ms, resumed_ms = excluded.resumed_ms
            """;

    private final Map<Place, Mark> marks = new HashMap<>();
    private final Set<Place> changed = new HashSet<>();

    private record Place(int partition, int source) {}

    /**
     * Where a source is in a partition, in milliseconds of the epoch.
     *
     * @param atMillis the newest heartbeat
     * @param resumedMillis the oldest one since which there was no gap
     */
    record Mark(long atMillis, long resumedMillis) {

        private static final Mark NONE = new Mark(Long.MIN_VALUE / 2, 0);

        /** After one more heartbeat; one that came late changes nothing. */
        Mark after(long beatMillis) {
            if (beatMillis - atMillis > LONGEST_PAUSE.toMillis()) {
                return new Mark(beatMillis, beatMillis);
            }
            return beatMillis > atMillis ? new Mark(beatMillis, resumedMillis) : this;
        }
    }

    /** Takes a heartbeat into account. */
    void beat(int partition, Fact.Beat beat) {
        var place = new Place(partition, beat.source().number());
        Mark before = marks.getOrDefault(place, Mark.NONE);
        Mark after = before.after(beat.atMillis());
        if (!after.equals(before)) {
            marks.put(place, after);
            changed.add(place);
        }
    }

    /** The newest heartbeat of a source in a partition; far in the past when there was none. */
    long at(int partition, Source source) {
        return marks.getOrDefault(new Place(partition, source.number()), Mark.NONE).atMillis();
    }

    /** Replaces what is known of these partitions by what is committed. */
    void load(Connection connection, Set<Integer> partitions) throws SQLException {
        drop(partitions);
        try (var statement = connection.prepareStatement(LOAD)) {
            statement.setArray(1, connection.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    marks.put(
                            new Place(rows.getInt(1), rows.getInt(2)),
                            new Mark(rows.getLong(3), rows.getLong(4)));
                }
            }
        }
    }

    void drop(Set<Integer> partitions) {
        marks.keySet().removeIf(place -> partitions.contains(place.partition));
        changed.removeIf(place -> partitions.contains(place.partition));
    }

    /** Writes those that have moved. */
    void write(Connection transaction) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var places = changed.toArray(Place[]::new);
        int[] partitions = new int[places.length];
        int[] sources = new int[places.length];
        long[] at = new long[places.length];
        long[] resumed = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            Mark mark = marks.getOrDefault(places[i], Mark.NONE);
            partitions[i] = places[i].partition;
            sources[i] = places[i].source;
            at[i] = mark.atMillis;
            resumed[i] = mark.resumedMillis;
        }
        try (var statement = transaction.prepareStatement(WRITE)) {
            var arrays = transaction.unwrap(PGConnection.class);
            statement.setArray(1, arrays.createArrayOf("int", partitions));
            statement.setArray(2, arrays.createArrayOf("int", sources));
            statement.setArray(3, arrays.createArrayOf("bigint", at));
            statement.setArray(4, arrays.createArrayOf("bigint", resumed));
            int _ = statement.executeUpdate();
        }
        changed.clear();
    }
}
