package com.evaratech.bench.proof;

import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the consumers left behind.
 *
 * @param effects in the order in which they were had
 * @param deadNumbers of the entries in the dead letters
 * @param gaps that were told
 */
record Outcome(List<Effect> effects, List<Long> deadNumbers, List<ToldGap> gaps) {

    /** An effect: the row of one entry. */
    record Effect(long number, long key) {}

    /** Entries told of as lost: behind one place, up to and including another. */
    record ToldGap(int partition, StreamId after, StreamId until) {

        boolean holds(Published.Place place) {
            return place.partition() == partition
                    && place.id().isAfter(after)
                    && !place.id().isAfter(until);
        }
    }

    /** Reads what concerns entries from a number on; gaps always all. */
    static Outcome read(Connection connection, String schema, long from) throws SQLException {
        var effects = new ArrayList<Effect>();
        try (var statement =
                connection.prepareStatement(
                        "select value, key from %s.effect where value >= ? order by number"
                                .formatted(schema))) {
            statement.setLong(1, from);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    effects.add(new Effect(rows.getLong(1), rows.getLong(2)));
                }
            }
        }
        return new Outcome(effects, dead(connection, schema, from), gaps(connection, schema));
    }

    private static List<Long> dead(Connection connection, String schema, long from)
            throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select content from %s.dead_letter".formatted(schema))) {
            while (rows.next()) {
                long number = Numbered.number(EntryCodec.decode(rows.getBytes(1)));
                if (number >= from) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    private static List<ToldGap> gaps(Connection connection, String schema) throws SQLException {
        var gaps = new ArrayList<ToldGap>();
        try (var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select partition, after_ms, after_seq, until_ms, until_seq from %s.stream_gap"
                                        .formatted(schema))) {
            while (rows.next()) {
                gaps.add(
                        new ToldGap(
                                rows.getInt(1),
                                new StreamId(rows.getLong(2), rows.getLong(3)),
                                new StreamId(rows.getLong(4), rows.getLong(5))));
            }
        }
        return gaps;
    }
}
