package com.evaratech.poller.polling;

import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.PollEnd.Overtaken;
import com.evaratech.poller.polling.PollEnd.Postponed;
import com.evaratech.poller.polling.Written.Move;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a page: publishes what its rows mean, and only then moves the cursor. A page whose
 * cursor was not moved is read again by whoever comes next, and published again, which nobody
 * minds: readings are stored by node and time.
 */
@Singleton
class Intake {

    private final Outlet outlet;
    private final CursorRepository cursors;
    private final PollMetrics metrics;
    private final InstantSource clock;

    Intake(Outlet outlet, CursorRepository cursors, PollMetrics metrics, InstantSource clock) {
        this.outlet = outlet;
        this.cursors = cursors;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What became of a page.
     *
     * @param end how the poll ends; null: it goes on
     * @param newest when the newest reading of the page was measured; null: there is none
     */
    record Taken(@Nullable PollEnd end, @Nullable Instant newest) {}

    /**
     * Takes a page in.
     *
     * @throws SQLException when it is not known whether the cursor was moved
     */
    Taken take(PolledChannel polled, Claim claim, Position from, Batch batch)
            throws SQLException, InterruptedException {
        return batch.to().equals(from)
                ? new Taken(null, null)
                : take(polled, claim, from, batch, null);
    }

    /**
     * Takes the last page in and ends the claim, by which the poll ends.
     *
     * @throws SQLException when it is not known whether the cursor was moved
     */
    Taken takeLast(PolledChannel polled, Claim claim, Position from, Batch batch, Done done)
            throws SQLException, InterruptedException {
        return take(polled, claim, from, batch, done);
    }

    /**
     * Ends the claim of a poll that has taken in all that it will.
     *
     * @return how the poll ends
     * @throws SQLException when it is not known whether it was ended
     */
    PollEnd end(Claim claim, Done done) throws SQLException, InterruptedException {
        return cursors.write(new Written(claim, null, done)) ? done : new Overtaken();
    }

    private Taken take(
            PolledChannel polled, Claim claim, Position from, Batch batch, @Nullable Done done)
            throws SQLException, InterruptedException {
        Judged judged = Judged.of(batch.rows(), polled.normaliser(), clock.instant());
        Optional<Refused> refused =
                outlet.publish(polled.node().number(), polled.kind(), judged.readings());
        if (refused.isPresent()) {
            return new Taken(new Postponed(Cause.BUS_REFUSED, refused.get().retryAfter()), null);
        }
        if (!cursors.write(new Written(claim, new Move(from, batch.to(), judged), done))) {
            return new Taken(new Overtaken(), null);
        }
        metrics.read(judged);
        return new Taken(done, judged.newest().orElse(null));
    }
}
