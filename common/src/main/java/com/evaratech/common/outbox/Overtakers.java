package com.evaratech.common.outbox;

import java.sql.SQLException;
import java.util.List;

/** Takes events to the target before their turn, each as a rule once. For the relay's thread. */
final class Overtakers {

    private static final int MOST = 500;

    private final OutboxTarget target;

    // Where the outbox was looked through to. Numbers are in the order of commits, so that nothing
    // can come before it. Of another incarnation, or after a restore, it is looked through anew.
    private Version seen = new Version(0, 0);

    Overtakers(OutboxTarget target) {
        this.target = target;
    }

    /**
     * Takes those that stand behind a batch.
     *
     * @param last of the batch, which is delivered in any case
     */
    void take(OutboxSession outbox, Version last) throws SQLException {
        var which = target.overtaking();
        if (which.isNone()) {
            return;
        }
        Version head = outbox.head();
        boolean isKnown = seen.compareTo(last) > 0 && seen.compareTo(head) <= 0;
        Version after = isKnown ? seen : last;
        List<OutboxEvent> found = outbox.overtaking(which, after, head.number(), MOST);
        if (!found.isEmpty()) {
            target.deliverAhead(found);
        }
        seen = found.size() == MOST ? found.getLast().version() : head;
    }
}
