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
     * Takes a page in.
     *
     * @return how the poll ends, if it cannot go on
     * @throws SQLException when it is not known whether the cursor was moved
     */
    Optional<PollEnd> take(PolledChannel polled, Claim claim, Position from, Batch batch)
            throws SQLException, InterruptedException {
        return batch.to().equals(from) ? Optional.empty() : take(polled, claim, from, batch, null);
    }

    /**
     * Takes the last page in and ends the claim.
     *
     * @return how the poll ends
     * @throws SQLException when it is not known whether the cursor was moved
     */
    PollEnd takeLast(PolledChannel polled, Claim claim, Position from, Batch batch, Done done)
            throws SQLException, InterruptedException {
        return take(polled, claim, from, batch, done).orElse(done);
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

    private Optional<PollEnd> take(
            PolledChannel polled, Claim claim, Position from, Batch batch, @Nullable Done done)
            throws SQLException, InterruptedException {
        Judged judged = Judged.of(batch.rows(), polled.normaliser(), clock.instant());
        Optional<Refused> refused =
                outlet.publish(polled.node().number(), polled.kind(), judged.readings());
        if (refused.isPresent()) {
            return Optional.of(new Postponed(Cause.BUS_REFUSED, refused.get().retryAfter()));
        }
        if (!cursors.write(new Written(claim, new Move(from, batch.to(), judged), done))) {
            return Optional.of(new Overtaken());
        }
        metrics.read(judged);
        return Optional.empty();
    }
}
