package com.evaratech.poller.source;

import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of tokens per key, or per channel without one, shared by all replicas: the one time at
 * which it would be full again, by the database's clock. The table is not written to disk, so that
 * a token costs no more than its round trip; buckets that a crash of the database empties are full.
 */
@Singleton
class RequestTokens {

    private static final Logger LOG = Logger.getLogger(RequestTokens.class);

    // The bucket is seen as it was before this statement: for the wait that is what is wanted.
    private static final String TAKE =
            """
            with asked (whose, token, burst) as (
                select ?::bigint, make_interval(secs => ?), make_interval(secs => ?)
            ), taken as (
                insert into polling.request_bucket as b (whose, full_at)
                select whose, clock_timestamp() + token from asked
                on conflict (whose) do update
                set full_at = greatest(b.full_at, clock_timestamp())
                    + (select token from asked)
                where greatest(b.full_at, clock_timestamp()) + (select token from asked)
                    <= clock_timestamp() + (select burst from asked)
                returning 1
            )
            select case when exists (select from taken) then 0 else greatest(0.001, (
                select extract(epoch from b.full_at + token - burst - clock_timestamp())
                from polling.request_bucket b, asked where b.whose = asked.whose)) end
            """;

    private static final String SWEEP =
            "delete from polling.request_bucket where full_at < clock_timestamp()";

    // A bucket that is full is as good as none.
    private static final int TAKES_BETWEEN_SWEEPS = 100_000;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;
    private static final double MINUTE_SECONDS = 60;

    private final DataSource database;
    private final AtomicInteger takes = new AtomicInteger();

    RequestTokens(DataSource database) {
        this.database = database;
    }

    /**
     * Takes a token; otherwise says how long until there is one.
     *
     * @param perMinute requests in the long run; a sixth of it, and at least one, at once
     * @throws DependencyUnavailable when the database does not say
     */
    Duration take(long channelId, @Nullable String key, int perMinute) {
        double token = MINUTE_SECONDS / perMinute;
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
            if (takes.incrementAndGet() % TAKES_BETWEEN_SWEEPS == 0) {
                try (var sweep = connection.prepareStatement(SWEEP)) {
                    int _ = sweep.executeUpdate();
                }
            }
            try (var statement = connection.prepareStatement(TAKE)) {
                statement.setLong(1, whose(channelId, key));
                statement.setDouble(2, token);
                statement.setDouble(3, token * Math.max(1, perMinute / 6));
                try (var rows = statement.executeQuery()) {
                    boolean _ = rows.next();
                    return Duration.ofNanos((long) Math.ceil(rows.getDouble(1) * 1e9));
                }
            }
        } catch (SQLException e) {
            LOG.debugf("No token could be taken cause=%s", e);
            throw new DependencyUnavailable("The database");
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
