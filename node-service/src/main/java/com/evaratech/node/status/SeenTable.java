package com.evaratech.node.status;

import com.evaratech.common.reading.Source;
import com.evaratech.node.status.Fact.Reported;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/** The set-based statements on {@code registry.node_seen}. */
final class SeenTable {

    /** Nodes judged with one statement: some 100 ms. */
    static final int MOST_JUDGED = 5_000;

    // check_ms stays, so that no index is touched, unless it has not been set or the node comes
    // back. A reading that is older than the node's patience neither begins a node's life as one
    // that reports nor brings it back, but moves the beginning of its silence.
    private static final String REPORT =
            """
            with moved as (
                update registry.node_seen s
                set last_seen_ms = r.at_ms, source = r.source, partition = r.partition,
                    silent_since_ms = case
                        when (r.is_first or r.was_silent)
                                and r.at_ms + s.offline_after_ms <= r.watermark_ms
                            then r.at_ms + s.offline_after_ms
                    end,
                    check_ms = case
                        when r.was_silent or s.check_ms is null then r.at_ms + s.offline_after_ms
                        else s.check_ms
                    end
                from (select given.*, old.last_seen_ms is null as is_first,
                             old.silent_since_ms is not null as was_silent
                      from unnest(?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[])
                          as given (number, at_ms, source, partition, watermark_ms)
                      join registry.node_seen old on old.number = given.number) r
                where s.number = r.number and (r.is_first or s.last_seen_ms < r.at_ms)
                returning s.number, r.is_first or r.was_silent as is_notable)
            select number from moved where is_notable
            """;

    // Only where it matters: the node could be called silent if its channel was asked since.
    private static final String POLL =
            """
            update registry.node_seen s
            set polled_ms = given.at_ms
            from unnest(?::bigint[], ?::bigint[]) as given (number, at_ms)
            where s.number = given.number and s.silent_since_ms is null
                and s.check_ms <= given.at_ms and s.polled_ms < given.at_ms
            """;

    // When patience ends, by what is in the row at the moment it is changed.
    private static final String DUE = "greatest(s.last_seen_ms, w.resumed_ms) + s.offline_after_ms";

    // By node_seen_to_check, whose condition is repeated for the planner; as an array, since a
    // join with so few would be planned as one with all. Most of them have only reported since and
    // are moved on; what was told of the others may not be so any more.
    static final String JUDGE =
            """
            with looked as (
                update registry.node_seen s
                set check_ms = %3$s,
                    silent_since_ms = case
                        when %3$s <= case when s.source = %1$d then least(w.at_ms, s.polled_ms)
                                          else w.at_ms end
                            then %3$s
                    end
                from registry.source_watermark w
                where s.number = any(array(
                        select f.number
                        from registry.source_watermark known
                        join registry.node_seen f
                            on f.partition = known.partition and f.source = known.source
                        where known.partition = any(?) and f.check_ms <= known.at_ms
                            and f.silent_since_ms is null
                            and (f.source <> %1$d or f.polled_ms >= f.check_ms)
                        limit %2$d))
                    and w.partition = s.partition and w.source = s.source
                returning s.number, s.silent_since_ms)
            select l.number,
                   l.silent_since_ms is distinct from t.silent_since_ms as is_notable
            from looked l
            join registry.node_status t on t.number = l.number
            """
                    .formatted(Source.THINGSPEAK.number(), MOST_JUDGED, DUE);

    private SeenTable() {}

    /**
     * A node's newest reading of a round, with the place that it came to.
     *
     * @param watermarkMillis how far the heartbeats before it had come there
     */
    record Newest(Reported report, int partition, long watermarkMillis) {}

    /**
     * What a look found.
     *
     * @param notable nodes whose silence is another than was told
     * @param mayBeMore whether it ended before all were looked at
     */
    record Judged(List<Long> notable, boolean mayBeMore) {}

    /**
     * Notes when nodes were last seen; never backwards.
     *
     * @return nodes that were seen for the first time, or were silent before
     */
    static Set<Long> report(Connection transaction, Collection<Newest> newest) throws SQLException {
        if (newest.isEmpty()) {
            return Set.of();
        }
        var rows = List.copyOf(newest);
        long[] numbers = new long[rows.size()];
        long[] at = new long[rows.size()];
        int[] sources = new int[rows.size()];
        int[] partitions = new int[rows.size()];
        long[] known = new long[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            Reported report = rows.get(i).report;
            numbers[i] = report.nodeNumber();
            at[i] = report.atMillis();
            sources[i] = report.source().number();
            partitions[i] = rows.get(i).partition;
            known[i] = rows.get(i).watermarkMillis;
        }
        try (var statement = transaction.prepareStatement(REPORT)) {
            var arrays = transaction.unwrap(PGConnection.class);
            statement.setArray(1, arrays.createArrayOf("bigint", numbers));
            statement.setArray(2, arrays.createArrayOf("bigint", at));
            statement.setArray(3, arrays.createArrayOf("int", sources));
            statement.setArray(4, arrays.createArrayOf("int", partitions));
            statement.setArray(5, arrays.createArrayOf("bigint", known));
            return Set.copyOf(numbers(statement));
        }
    }

    /** Notes that channels were asked in vain, by node with the time. */
    static void poll(Connection transaction, Map<Long, Long> polledAt) throws SQLException {
        if (polledAt.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(POLL)) {
            var arrays = transaction.unwrap(PGConnection.class);
            var polls = List.copyOf(polledAt.entrySet());
            statement.setArray(
                    1,
                    arrays.createArrayOf(
                            "bigint", polls.stream().mapToLong(Map.Entry::getKey).toArray()));
            statement.setArray(
                    2,
                    arrays.createArrayOf(
                            "bigint", polls.stream().mapToLong(Map.Entry::getValue).toArray()));
            int _ = statement.executeUpdate();
        }
    }

    /** Finds those silent whose time is up by what is known of their source. */
    static Judged judge(Connection transaction, Set<Integer> partitions) throws SQLException {
        try (var statement = transaction.prepareStatement(JUDGE)) {
            statement.setArray(1, transaction.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                int looked = 0;
                var notable = new ArrayList<Long>();
                while (rows.next()) {
                    looked++;
                    if (rows.getBoolean(2)) {
                        notable.add(rows.getLong(1));
                    }
                }
                return new Judged(notable, looked == MOST_JUDGED);
            }
        }
    }

    private static List<Long> numbers(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
