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

    /** Lets go of what it held: this relay does not work for now. */
    default void release() {}
}
