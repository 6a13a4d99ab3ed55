package com.evaratech.telemetry.mqtt;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may be connected: so many in all, and so many of one key. Thread-safe. */
final class Slots {

    private final int most;
    private final int mostOfKey;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> ofKeys = new ConcurrentHashMap<>();

    Slots(int most, int mostOfKey) {
        this.most = most;
        this.mostOfKey = mostOfKey;
    }

    /** Takes a slot, to be freed; or tells why there is none. */
    Optional<Refused> take(String key) {
        if (all.incrementAndGet() > most) {
            int _ = all.decrementAndGet();
            return Optional.of(Refused.TOO_MANY);
        }
        if (ofKeys.merge(key, 1, Integer::sum) > mostOfKey) {
            free(key);
            return Optional.of(Refused.TOO_MANY_OF_KEY);
        }
        return Optional.empty();
    }

    void free(String key) {
        var _ =
                ofKeys.computeIfPresent(
                        key, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        int _ = all.decrementAndGet();
    }

    int taken() {
        return all.get();
    }
}
