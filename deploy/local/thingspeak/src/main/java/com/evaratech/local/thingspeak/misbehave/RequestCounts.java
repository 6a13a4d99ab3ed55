package com.evaratech.local.thingspeak.misbehave;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by channel, so that a test can tell whether a client is polite. Thread-safe. */
public final class RequestCounts {
    private final InstantSource clock;
    private final Map<Long, RequestCount> byChannel = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();

    public RequestCounts(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts a request; one to no channel counts only in the total. */
    public void count(Optional<Long> channel, boolean spoilt) {
        all.increment();
        channel.ifPresent(id ->
                byChannel.compute(
                        id,
                        (same, before) ->
                                before == null
                                        ? RequestCount.firstAt(clock.instant(), spoilt)
                                        : before.andAt(clock.instant(), spoilt)));
    }

    /** All requests since the start or the last reset. */
    public long total() {
        return all.sum();
    }

    public Optional<RequestCount> of(long channel) {
        return Optional.ofNullable(byChannel.get(channel));
    }

    /** The counts of all channels that were asked. */
    public SortedMap<Long, RequestCount> byChannel() {
        return new TreeMap<>(byChannel);
    }

    public void reset() {
        byChannel.clear();
        all.reset();
    }
}
