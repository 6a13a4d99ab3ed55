package com.evaratech.telemetry.readings;

import com.evaratech.common.metric.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.postgresql.PGConnection;

/**
 * Takes packed readings out where somebody is about to write, so that whoever stores, corrects or
 * compares finds them in their table. They are packed again later, with what was written.
 */
public final class PackedDays {

    // Nothing is packed that is younger than 31 days; clocks are never three days apart.
    private static final Duration NEVER_PACKED = Duration.ofDays(28);
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    // A day of a reading each second is 86,400 rows: a statement's time is enough for so many.
    private static final int DAYS_AT_ONCE = 16;
    private static final String UNPACK = "select telemetry.unpack(?, ?, ?)";

    private final InstantSource clock;

    /** By a clock that tells what is long past. */
    public PackedDays(InstantSource clock) {
        this.clock = clock;
    }

    private record Day(long node, long day) {

        // Months one after the other: a statement meets as few of them as can be.
        private static final Comparator<Day> BY_TIME =
                Comparator.comparingLong(Day::day).thenComparingLong(Day::node);
    }

    /**
     * Unpacks the days of what is about to be written; until the transaction ends they stay
     * unpacked.
     *
     * @param node tells the node's number
     * @param millis tells the instant, in milliseconds since 1970
     */
    public <T> void open(
            Connection transaction,
            Kind kind,
            Collection<T> written,
            ToLongFunction<T> node,
            ToLongFunction<T> millis)
            throws SQLException {
        long young = clock.instant().minus(NEVER_PACKED).toEpochMilli();
        Set<Day> days = new TreeSet<>(Day.BY_TIME);
        for (T each : written) {
            long instant = millis.applyAsLong(each);
            if (instant < young) {
                days.add(new Day(node.applyAsLong(each), Math.floorDiv(instant, DAY_MILLIS)));
            }
        }
        List<Day> all = List.copyOf(days);
        for (int from = 0; from < all.size(); from += DAYS_AT_ONCE) {
            unpack(transaction, kind, all.subList(from, Math.min(all.size(), from + DAYS_AT_ONCE)));
        }
    }

    private static void unpack(Connection transaction, Kind kind, List<Day> days)
            throws SQLException {
        var arrays = transaction.unwrap(PGConnection.class);
        try (var statement = transaction.prepareStatement(UNPACK)) {
            statement.setString(1, new ReadingSource(kind).code());
            statement.setArray(
                    2,
                    arrays.createArrayOf("bigint", days.stream().mapToLong(Day::node).toArray()));
            statement.setArray(
                    3, arrays.createArrayOf("bigint", days.stream().mapToLong(Day::day).toArray()));
            boolean _ = statement.execute();
        }
    }
}
