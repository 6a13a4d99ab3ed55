package com.evaratech.local.thingspeak.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers of more than 100 rows for five minutes, as ThingSpeak does, so that a reader of big
 * pages sees the past. Bounded by bytes, the least recently used answer falls out first.
 * Thread-safe.
 */
final class AnswerCache {
    private static final int LARGEST_FRESH = 100;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 32L << 20;

    private final InstantSource clock;
    private final Map<String, Kept> byUri = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    AnswerCache(InstantSource clock) {
        this.clock = clock;
    }

    Answer get(String uri, Supplier<Sized> fresh) {
        Answer kept = find(uri);
        if (kept != null) {
            return kept;
        }
        Sized made = fresh.get();
        if (made.rows() > LARGEST_FRESH) {
            keep(uri, made.answer());
        }
        return made.answer();
    }

    private synchronized @Nullable Answer find(String uri) {
        Kept kept = byUri.get(uri);
        if (kept == null) {
            return null;
        }
        if (clock.instant().isBefore(kept.until())) {
            return kept.answer();
        }
        byUri.remove(uri);
        bytes -= kept.answer().body().length();
        return null;
    }

    private synchronized void keep(String uri, Answer answer) {
        Kept before = byUri.put(uri, new Kept(answer, clock.instant().plus(LIFE)));
        bytes += answer.body().length() - (before == null ? 0 : before.answer().body().length());
        var eldest = byUri.values().iterator();
        while (bytes > MOST_BYTES && eldest.hasNext()) {
            bytes -= eldest.next().answer().body().length();
            eldest.remove();
        }
    }

    private record Kept(Answer answer, Instant until) {}

    /** An answer and how many rows it shows. */
    record Sized(int rows, Answer answer) {}
}
