package com.evaratech.poller.polling;

import com.evaratech.poller.source.FeedQuery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How many of its newest rows a channel is asked for: mostly one or two are new, and to read a
 * hundred for them costs more than all the rest of a poll. Twice as many as were new the last time,
 * so that the row of the cursor is among them; once in a while enough to see the pace. Only
 * channels that bring more are remembered. When more are new than were asked for, the poll asks
 * again; rows that are still to be shown between those known already are looked for with them.
 * Thread-safe.
 */
final class UsualRows {

    static final int FEWEST = 5;

    // Enough to see the pace of a device by its gaps.
    static final int FEW = 20;

    // One poll in ten looks at the pace.
    private static final int BETWEEN_LOOKS = 10;

    private static final Duration LATE = Duration.ofMinutes(1);

    private final Supplier<RandomGenerator> chance;
    private final Map<Long, Integer> many = new ConcurrentHashMap<>();

    UsualRows(Supplier<RandomGenerator> chance) {
        this.chance = chance;
    }

    /** How many to ask for now. */
    int of(Claim claim) {
        boolean isBehind = claim.position().entryId() == 0 || claim.lag().compareTo(LATE) > 0;
        if (isBehind) {
            return FeedQuery.NEWEST;
        }
        boolean isToSee = claim.pace() == null || chance.get().nextInt(BETWEEN_LOOKS) == 0;
        int usual = many.getOrDefault(claim.number(), FEWEST);
        return Math.min(
                FeedQuery.NEWEST,
                Math.max(isToSee ? FEW : FEWEST, usual) + depth(claim.position()));
    }

    /** How far below the cursor rows are awaited. */
    private static int depth(Position at) {
        return at.awaited().isEmpty()
                ? 0
                : (int) Math.min(FeedQuery.NEWEST, at.entryId() - at.awaited().lowest() + 1);
    }

    /** A page had so many new ones. */
    void saw(Claim claim, int rows) {
        int asked = Math.min(FeedQuery.NEWEST, 2 * rows);
        if (asked > FEWEST) {
            Integer _ = many.put(claim.number(), asked);
        } else {
            Integer _ = many.remove(claim.number());
        }
    }
}
