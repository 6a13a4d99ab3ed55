package com.evaratech.poller.polling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the cursor of a channel stands.
 *
 * @param epoch rises when the channel begins to number its rows anew
 * @param entryId the row up to which everything was read; 0: nothing yet
 * @param rowAt {@code created_at} of that row, null when there is none of this number
 */
record Position(int epoch, long entryId, @Nullable Instant rowAt) {

    /** Before the first row after the channel was cleared. */
    Position cleared() {
        return new Position(epoch + 1, 0, null);
    }
}
