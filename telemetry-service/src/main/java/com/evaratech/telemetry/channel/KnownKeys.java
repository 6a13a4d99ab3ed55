package com.evaratech.telemetry.channel;

import com.evaratech.telemetry.channel.ChannelRepository.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What write keys open, kept for a moment: a device that sends often is not looked up each time.
 * Changes made by this replica count at once, those of others within {@link #KEPT}. Thread-safe.
 */
@Singleton
class KnownKeys {

    /** As long as any other key that was revoked may be taken to be good. */
    static final Duration KEPT = Duration.ofSeconds(2);

    // 20,000 rows of a few hundred bytes: some megabytes.
    private static final int MOST = 20_000;

    private final InstantSource clock;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    KnownKeys(InstantSource clock) {
        this.clock = clock;
    }

    private record Known(Row row, Instant until) {}

    /** What a key opens, if that is known. */
    Optional<Row> find(String hash) {
        return Optional.ofNullable(known.get(hash))
                .filter(found -> found.until().isAfter(clock.instant()))
                .map(Known::row);
    }

    /** A key opens this. */
    void keep(String hash, Row row) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(hash, new Known(row, clock.instant().plus(KEPT)));
    }

    /** Something of channels was changed. */
    void forget() {
        known.clear();
    }
}
