package com.evaratech.poller.polling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the cursor of a channel stands: every row up to {@code entryId} is accounted for, or among
 * the missing ones.
 *
 * @param epoch rises when the channel begins to number its rows anew
 * @param entryId the highest number that was read; 0: nothing yet
 * @param rowAt {@code created_at} of that row, null when there is none of this number
 * @param missing numbers below it that are still to be read
 * @param searchedUntil later than this the missing ones are not; null: not searched by time
 * @param counted the last number by the channel's own count; 0: not known
 */
record Position(
        int epoch,
        long entryId,
        @Nullable Instant rowAt,
        Missing missing,
        @Nullable Instant searchedUntil,
        long counted) {

    /** With nothing missing. */
    Position(int epoch, long entryId, @Nullable Instant rowAt) {
        this(epoch, entryId, rowAt, Missing.NONE, null, 0);
    }

    /** Before the first row after the channel was cleared. */
    Position cleared() {
        return new Position(epoch + 1, 0, null);
    }

    /** Further on, with the same missing. */
    Position at(long number, @Nullable Instant at, long count) {
        return new Position(epoch, number, at, missing, searchedUntil, count);
    }

    /** Further on; the search by time begins anew, since those that it passed now lack others. */
    Position ahead(long number, @Nullable Instant at, Missing more, long count) {
        return new Position(epoch, number, at, missing.plus(more), null, count);
    }

    /** The same with fewer missing. */
    Position found(Missing left, @Nullable Instant until) {
        return new Position(epoch, entryId, rowAt, left, left.isEmpty() ? null : until, counted);
    }
}
