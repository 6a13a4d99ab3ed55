package com.evaratech.poller.polling;

import com.evaratech.poller.source.FeedQuery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many of its newest rows a channel is asked for: mostly one or two are new, and to read a
 * hundred for them costs more than all the rest of a poll. Only channels that bring more are
 * remembered. When more are new than were asked for, the poll asks again. Thread-safe.
 */
final class UsualRows {

    // Enough also to see the pace of a device by its gaps.
    static final int FEW = 20;

    private static final Duration LATE = Duration.ofMinutes(1);

    private final Map<Long, Integer> many = new ConcurrentHashMap<>();

    /** How many to ask for now. */
    int of(Claim claim) {
        boolean isBehind = claim.position().entryId() == 0 || claim.lag().compareTo(LATE) > 0;
        return isBehind ? FeedQuery.NEWEST : many.getOrDefault(claim.number(), FEW);
    }

    /** A page had so many new ones. */
    void saw(Claim claim, int rows) {
        int asked = Math.min(FeedQuery.NEWEST, 2 * rows);
        if (asked > FEW) {
            many.put(claim.number(), asked);
        } else {
            many.remove(claim.number());
        }
    }
}
