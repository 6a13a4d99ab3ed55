package com.evaratech.poller.polling;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where the cursor of a channel stands: every row up to {@code entryId} is accounted for, or among
 * the missing or awaited ones.
 *
 * @param epoch rises when the channel begins to number its rows anew
 * @param entryId the highest number that was read; 0: nothing yet
 * @param rowAt {@code created_at} of that row, null when there is none of this number
 * @param missing numbers below it that are still to be searched for
 * @param searchedUntil later than this the missing ones are not; null: not searched by time
 * @param counted the last number by the channel's own count; 0: not known
 * @param awaited numbers below it that may still be shown; some may be missing, too
 */
record Position(
        int epoch,
        long entryId,
        @Nullable Instant rowAt,
        Missing missing,
        @Nullable Instant searchedUntil,
        long counted,
        Awaited awaited) {

    /** With nothing missing. */
    Position(int epoch, long entryId, @Nullable Instant rowAt) {
        this(epoch, entryId, rowAt, Missing.NONE, null, 0, Awaited.NONE);
    }

    /** Before the first row after the channel was cleared. */
    Position cleared() {
        return new Position(epoch + 1, 0, null);
    }

    /** Further on, with the same missing; more are awaited. */
    Position at(long number, @Nullable Instant at, long count, Awaited more) {
        return new Position(epoch, number, at, missing, searchedUntil, count, more);
    }

    /** Further on; the search by time begins anew, since those that it passed now lack others. */
    Position ahead(long number, @Nullable Instant at, Missing more, long count, Awaited waiting) {
        return new Position(epoch, number, at, missing.plus(more), null, count, waiting);
    }

    /** The same with fewer missing. */
    Position found(Missing left, @Nullable Instant until, Collection<Long> shown) {
        return new Position(
                epoch,
                entryId,
                rowAt,
                left,
                left.isEmpty() ? null : until,
                counted,
                awaited.without(shown));
    }

    /** The same after rows below the cursor were shown. */
    Position shown(Collection<Long> numbers) {
        return numbers.isEmpty() ? this : found(missing.without(numbers), searchedUntil, numbers);
    }

    /**
     * The same, where what was waited for in vain is missing: it is searched for once more. Not
     * before the search that is under way has come to its end.
     */
    Position overdue(Instant now) {
        return missing.isEmpty() && !awaited.isEmpty()
                ? new Position(
                        epoch, entryId, rowAt, awaited.due(now), null, counted, awaited.notDue(now))
                : this;
    }

    /** Whether a row below the cursor is not accounted for. */
    boolean lacks(long number) {
        return awaited.contains(number) || missing.contains(number);
    }
}
