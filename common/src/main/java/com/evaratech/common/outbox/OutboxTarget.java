package com.evaratech.common.outbox;

import java.sql.SQLException;
import java.util.List;

/** Where a relay takes events. */
public interface OutboxTarget {

    /**
     * Looks, before each round, whether what was delivered is still there, and repairs it from the
     * service's tables when it is not. Whatever it says about the outbox is true for the round.
     */
    default void prepare(OutboxSession outbox) throws SQLException {}

    /**
     * Takes a batch in the order of its numbers and returns when it is safe. May get events again
     * that it had before: versions tell.
     */
    void deliver(List<OutboxEvent> batch);

    /** Which events may overtake others while many wait; as a rule none. */
    default Overtaking overtaking() {
        return Overtaking.NONE;
    }

    /**
     * Takes events that overtake, in the order of their numbers. They come once more when it is
     * their turn, behind others that were committed before: versions tell.
     */
    default void deliverAhead(List<OutboxEvent> batch) {
        throw new UnsupportedOperationException("nothing overtakes here");
    }

    /** Lets go of what it held: this relay does not work for now. */
    default void release() {}
}
