package com.evaratech.bench.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The nodes of the tree as a fleet's are that report once a minute, some of which have stopped. */
final class WatchedTree {

    // The patience of all nodes of the tree.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String STOP =
            """
            create temporary table stopped as
            select number, row_number() over () - 1 as place
            from (select number from registry.node_status where status = 'ONLINE'
                  order by hashint8(number) limit ?) s;
            """;

    // As a fleet's rows are: each was looked at sometime within its patience, and is looked at
    // again
    // when that is over, by which time most have reported since.
    private static final String SEE =
            """
            update registry.node_seen s
            set source = ?, partition = given.partition, last_seen_ms = given.last_ms,
                check_ms = least(given.last_ms + s.offline_after_ms, given.now_ms + s.number * 7919 % 120000)
            from (select p.number, p.partition, g.now_ms,
                         coalesce(g.first_ms + t.place * g.apart_micros / 1000 - g.patience_ms,
                                  g.now_ms - p.number * 7919 % 60000) as last_ms
                  from unnest(?::bigint[], ?::int[]) as p (number, partition)
                  left join stopped t on t.number = p.number
                  cross join (select ?::bigint as now_ms, ?::bigint as first_ms, ?::bigint as apart_micros,
                                     ?::bigint as patience_ms) g) given
            where s.number = given.number and s.last_seen_ms is not null and s.silent_since_ms is null
            """;

    private static final String REPORTING =
            """
            select s.number from registry.node_seen s
            where s.last_seen_ms is not null and s.silent_since_ms is null
                and not exists (select from stopped t where t.number = s.number)
            order by hashint8(s.number)
            """;

    private static final String TOLD =
            """
            select count(*) from stopped t join registry.node_status s on s.number = t.number
            where s.status = 'OFFLINE'
            """;

    private static final String LATE =
            """
            select (extract(epoch from pg_xact_commit_timestamp(s.xmin)) * 1000000)::bigint - s.silent_since_ms * 1000
            from stopped t
            join registry.node_status s on s.number = t.number
            join registry.node_seen f on f.number = t.number
            where s.silent_since_ms = f.last_seen_ms + f.offline_after_ms and s.silent_since_ms >= ?
            """;

    private final Connection admin;

    WatchedTree(Connection admin) {
        this.admin = admin;
    }

    /**
     * Says of all nodes when they were last seen.
     *
     * @param stopped how many of them report no more
     * @param now until when all others have
     * @param first when the patience with the first of those is over
     * @param apart how much later it is with each of the others
     */
    void see(int stopped, Instant now, Instant first, Duration apart) throws SQLException {
        try (var statement = admin.prepareStatement(STOP)) {
            statement.setInt(1, stopped);
            boolean _ = statement.execute();
        }
        var numbers = numbers("select number from registry.node");
        try (var statement = admin.prepareStatement(SEE)) {
            statement.setInt(1, Devices.SOURCE.number());
            statement.setArray(2, admin.createArrayOf("bigint", numbers.toArray()));
            var partitions = numbers.stream().map(Devices::partitionOf).toArray();
            statement.setArray(3, admin.createArrayOf("int", partitions));
            statement.setLong(4, now.toEpochMilli());
            statement.setLong(5, first.toEpochMilli());
            statement.setLong(6, apart.toNanos() / 1_000);
            statement.setLong(7, PATIENCE.toMillis());
            int _ = statement.executeUpdate();
        }
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("analyze stopped");
            boolean _ = statement.execute("vacuum analyze registry.node_seen");
            boolean _ = statement.execute("checkpoint");
        }
    }

    /** Those that go on to report, in no order. */
    List<Long> reporting() throws SQLException {
        return numbers(REPORTING);
    }

    /** How many of those that stopped are known to be silent. */
    long told() throws SQLException {
        return numbers(TOLD).getFirst();
    }

    /**
     * Microseconds from the end of each one's patience to the commit of its status.
     *
     * @param from the end of patience of the first that counts
     */
    Histogram late(Instant from) throws SQLException {
        var micros = new Histogram(3);
        try (var statement = admin.prepareStatement(LATE)) {
            statement.setLong(1, from.toEpochMilli());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    micros.recordValue(Math.max(0, rows.getLong(1)));
                }
            }
        }
        return micros;
    }

    private List<Long> numbers(String sql) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
