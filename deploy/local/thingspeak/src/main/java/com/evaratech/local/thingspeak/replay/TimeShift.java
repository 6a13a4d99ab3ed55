package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells rows with a plausible time from those dated in the future of their recording, and by how
 * much to move a recording. When a set was recorded is told by the newest change of any channel in
 * it; rows may be some days newer, because that time is not kept up to date (up to ten days behind
 * in real channels). Without it, or if it is in the future itself, the present is the bound.
 */
final class TimeShift {
    private static final Duration BEHIND = Duration.ofDays(14);

    private final Instant bound;

    private TimeShift(Instant bound) {
        this.bound = bound;
    }

    static TimeShift of(List<Recording> set, Instant now) {
        Optional<Instant> newestChange =
                set.stream()
                        .flatMap(recording -> recording.updatedAt().stream())
                        .max(Comparator.naturalOrder())
                        .map(change -> change.plus(BEHIND));
        return new TimeShift(newestChange.filter(now::isAfter).orElse(now));
    }

    boolean plausible(Row row, Recording recording) {
        boolean dated = recording.updatedAt().isPresent();
        return !dated || !row.createdAt().isAfter(bound);
    }

    /** The newest plausible time, else the newest of all, else empty. */
    Optional<Instant> newest(Recording recording) {
        Comparator<Row> byTime = Comparator.comparingLong(Row::second);
        return recording.rows().stream()
                .filter(row -> plausible(row, recording))
                .max(byTime)
                .or(() -> recording.rows().stream().max(byTime))
                .map(Row::createdAt);
    }
}
