package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.DeliveryQueue.Looked;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest look at all that is due. A look costs with all that waits, so an attempt that ends
 * does not cause another: with a backlog of thousands that would be thousands of looks at thousands
 * of rows. For one thread.
 */
final class Looks {

    /** The least time between two: short beside what anybody notices. */
    static final Duration APART = Duration.ofMillis(200);

    // A database that is slow at it has as much time for other things.
    private static final Duration MOST_APART = Duration.ofSeconds(1);

    /** Looks at all that is due. */
    interface Look {
        Looked run() throws SQLException;
    }

    private final Look look;
    private final LongSupplier nanos;
    private @Nullable Looked newest;
    private long nextNanos;

    /**
     * None yet.
     *
     * @param nanos a time that only goes on
     */
    Looks(Look look, LongSupplier nanos) {
        this.look = look;
        this.nanos = nanos;
    }

    /** The last look, or a new one when it is time for that. */
    Looked newest() throws SQLException {
        Looked last = newest;
        long begun = nanos.getAsLong();
        if (last != null && begun - nextNanos < 0) {
            return last;
        }
        Looked now = look.run();
        long ended = nanos.getAsLong();
        nextNanos = ended + Math.clamp(ended - begun, APART.toNanos(), MOST_APART.toNanos());
        newest = now;
        return now;
    }

    /** The time until there may be another; zero or less: it is time. */
    Duration untilNext() {
        return newest == null ? Duration.ZERO : Duration.ofNanos(nextNanos - nanos.getAsLong());
    }
}
