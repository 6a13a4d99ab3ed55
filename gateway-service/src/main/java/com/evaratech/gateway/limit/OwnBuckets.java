package com.evaratech.gateway.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Buckets of this replica alone, for when Redis is away. Any thread may draw.
 *
 * <p>Bounded: when there are too many, those that owe nothing are forgotten, and while all of them
 * owe something, further callers have one bucket together for each limit: whoever comes from many
 * addresses gets no more by it.
 */
final class OwnBuckets {

    // 100,000: some 20 MB of keys.
    private static final int MOST = 100_000;

    // Looking through all of them takes a millisecond or two.
    private static final long BETWEEN_LOOKS_MICROS = 1_000_000;

    private static final String OF_ALL_OTHERS = "all others:";

    private final LongSupplier nowMicros;
    // Until when each owes, by this process' clock.
    private final Map<String, Long> owesUntil = new HashMap<>();
    private long mayLookAgainMicros = Long.MIN_VALUE;

    /**
     * None has been drawn on yet.
     *
     * @param nowMicros a clock that only goes on
     */
    OwnBuckets(LongSupplier nowMicros) {
        this.nowMicros = nowMicros;
    }

    synchronized Verdict draw(List<Draw> draws) {
        long now = nowMicros.getAsLong();
        makeRoom(now);
        List<String> keys = draws.stream().map(this::keyOf).toList();
        List<Long> owed = new ArrayList<>();
        boolean admitted = true;
        for (int at = 0; at < draws.size(); at++) {
            Draw draw = draws.get(at);
            long owes = Math.max(0, owesUntil.getOrDefault(keys.get(at), now) - now);
            owed.add(owes);
            admitted = admitted && draw.quota().admits(owes);
        }
        if (admitted) {
            for (int at = 0; at < draws.size(); at++) {
                owed.set(at, owed.get(at) + draws.get(at).quota().intervalMicros());
                var _ = owesUntil.put(keys.get(at), now + owed.get(at));
            }
        }
        return Verdict.of(admitted, draws, owed);
    }

    private void makeRoom(long now) {
        if (owesUntil.size() >= MOST && now >= mayLookAgainMicros) {
            mayLookAgainMicros = now + BETWEEN_LOOKS_MICROS;
            var _ = owesUntil.values().removeIf(until -> until <= now);
        }
    }

    private String keyOf(Draw draw) {
        return owesUntil.size() < MOST || owesUntil.containsKey(draw.key())
                ? draw.key()
                : OF_ALL_OTHERS + draw.limit().code();
    }
}
