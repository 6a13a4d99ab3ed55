package com.evaratech.poller.polling;

import com.evaratech.poller.polling.PollEnd.Done;
import org.jspecify.annotations.Nullable;

/**
 * What a poll wants written of its channel: that the cursor moves, that the claim ends, or both at
 * once.
 *
 * @param claim by which it polls
 * @param move of the cursor; null: it stays
 * @param done how the claim ends; null: the poll goes on
 */
record Written(Claim claim, @Nullable Move move, @Nullable Done done) {

    /**
     * A step of the cursor.
     *
     * @param from where it must stand
     * @param to where it stands then
     * @param judged what became of the rows between
     */
    record Move(Position from, Position to, Judged judged) {}
}
