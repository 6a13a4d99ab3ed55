package com.evaratech.poller.source;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.poller.gather.Gathering;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of tokens per key, or per channel without one, shared by all replicas: the one time at
 * which it would be full again, by the database's clock. The table is not written to disk, so that
 * tokens cost no more than the round trip of all that ask at the same moment; buckets that a crash
 * of the database empties are full.
 */
@Singleton
class RequestTokens {

    private static final Logger LOG = Logger.getLogger(RequestTokens.class);

    // Buckets are locked in one order, so that nobody who takes from several waits in a circle. Of
    // one that another replica makes at the same moment nothing is taken: it is asked again.
    private static final String TAKE =
            """
            with asked as (
                select whose, wanted, make_interval(secs => token) as token,
                    make_interval(secs => burst) as burst, clock_timestamp() as now
                from unnest(?::bigint[], ?::int[], ?::float8[], ?::float8[])
                    as a (whose, wanted, token, burst)
            ), held as (
                select b.whose, b.full_at, b.promised_at
                from polling.request_bucket b join asked using (whose)
                order by b.whose
                for no key update of b
            ), given as (
                select a.*, h.whose is not null as is_held, f.full_at, t.tokens,
                    greatest(f.full_at + (t.tokens + 1) * token - burst, h.promised_at + token)
                        as next_at
                from asked a left join held h using (whose)
                cross join lateral (select greatest(coalesce(h.full_at, now), now) as full_at) f
                cross join lateral (
                    select least(wanted, floor(extract(epoch from now + burst - f.full_at)
                        / extract(epoch from token) + 1e-6))::int as tokens) t
            ), kept as (
                select whose, is_held, full_at + tokens * token as full_at,
                    case when wanted > tokens
                        then next_at + (wanted - tokens - 1) * token end as promised_at
                from given
            ), lowered as (
                update polling.request_bucket b
                set full_at = k.full_at, promised_at = coalesce(k.promised_at, b.promised_at)
                from kept k where b.whose = k.whose and k.is_held
            ), made as (
                insert into polling.request_bucket (whose, full_at, promised_at)
                select whose, full_at, promised_at from kept where not is_held order by whose
                on conflict do nothing
                returning whose
            )
            select whose, tokens, is_held or whose in (select whose from made) as is_taken,
                greatest(0.001, extract(epoch from next_at - now)) as wait
            from given
            """;

    // Nobody waits for another's row, and no circle comes about.
    private static final String SWEEP =
            """
            delete from polling.request_bucket where whose in (
                select whose from polling.request_bucket
                where greatest(full_at, promised_at) < clock_timestamp() for update skip locked)
            """;

    // A bucket that is full is as good as none.
    private static final int TAKES_BETWEEN_SWEEPS = 10_000;

    private static final int MOST_TOGETHER = 256;
    private static final int BURST_SHARE = 6;

    // Polls that were claimed together ask within a millisecond: without it the first asks alone.
    private static final Duration LINGER = Duration.ofMillis(2);

    private static final int CALL_TIMEOUT_MILLIS = 5_000;
    private static final double MINUTE_SECONDS = 60;

    private final DataSource database;
    private final Gathering<Wish, Duration> gathering =
            new Gathering<>(MOST_TOGETHER, LINGER, this::all);
    private final AtomicInteger takes = new AtomicInteger();

    RequestTokens(DataSource database) {
        this.database = database;
    }

    /**
     * A token that somebody wants.
     *
     * @param whose the number of its bucket
     * @param tokenSeconds how long it takes until there is one more
     * @param burst how many there are when nobody takes any
     */
    private record Wish(long whose, double tokenSeconds, int burst) {}

    /**
     * Takes a token; otherwise says when to come again: behind all who were sent away before, so
     * that they do not meet, and all but one lose once more.
     *
     * @param perMinute requests in the long run; a sixth of it, and at least one, at once
     * @throws DependencyUnavailable when the database does not say
     */
    Duration take(long channelId, @Nullable String key, int perMinute) throws InterruptedException {
        var wish =
                new Wish(
                        whose(channelId, key),
                        MINUTE_SECONDS / perMinute,
                        Math.max(1, perMinute / BURST_SHARE));
        try {
            return gathering.ask(wish);
        } catch (SQLException e) {
            LOG.debugf("No token could be taken cause=%s", e);
            throw new DependencyUnavailable("The database");
        }
    }

    private List<Duration> all(List<Wish> wishes) throws SQLException {
        Map<Long, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < wishes.size(); i++) {
            places.computeIfAbsent(wishes.get(i).whose(), _ -> new ArrayList<>()).add(i);
        }
        Duration[] answers = new Duration[wishes.size()];
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
            if (takes.incrementAndGet() % TAKES_BETWEEN_SWEEPS == 0) {
                try (var sweep = connection.prepareStatement(SWEEP)) {
                    int _ = sweep.executeUpdate();
                }
            }
            while (!places.isEmpty()) {
                take(connection, wishes, places, answers);
            }
        }
        return List.of(answers);
    }

    /** Answers what it can, and leaves the places that are to be asked about again. */
    private static void take(
            Connection connection,
            List<Wish> wishes,
            Map<Long, List<Integer>> places,
            Duration[] answers)
            throws SQLException {
        List<Wish> each =
                places.values().stream().map(some -> wishes.get(some.getFirst())).toList();
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setArray(1, connection.createArrayOf("bigint", places.keySet().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int", places.values().stream().map(List::size).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "float8", each.stream().map(Wish::tokenSeconds).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "float8",
                            each.stream().map(one -> one.burst() * one.tokenSeconds()).toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Integer> asked =
                            rows.getBoolean("is_taken")
                                    ? places.remove(rows.getLong("whose"))
                                    : null;
                    if (asked != null) {
                        answer(asked, wishes.get(asked.getFirst()).tokenSeconds(), rows, answers);
                    }
                }
            }
        }
    }

    private static void answer(
            List<Integer> places, double tokenSeconds, ResultSet row, Duration[] answers)
            throws SQLException {
        int tokens = row.getInt("tokens");
        double wait = row.getDouble("wait");
        for (int i = 0; i < places.size(); i++) {
            // One after the other, too, when they asked together.
            double seconds = wait + (i - tokens) * tokenSeconds;
            answers[places.get(i)] =
                    i < tokens ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(seconds * 1e9));
        }
    }

    /** A number for each; that two share one is as unlikely as harmless. No key can be read off. */
    private static long whose(long channelId, @Nullable String key) {
        String text = key == null ? "channel " + channelId : "key " + key;
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
