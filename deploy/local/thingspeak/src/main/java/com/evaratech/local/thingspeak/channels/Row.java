package com.evaratech.local.thingspeak.channels;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a channel. The values are kept packed (a mask of the slots present, then length and
 * UTF-8 bytes of each), because a fleet of 100,000 channels holds millions of rows.
 */
public final class Row {
    private final long second;
    private final long entryId;
    private final byte[] packed;

    /**
     * @param createdAt the time of the entry; ThingSpeak keeps whole seconds, so fractions are
     *     dropped
     * @param entryId the entry's number in its channel
     * @param cells the values
     */
    public Row(Instant createdAt, long entryId, Cells cells) {
        this.second = createdAt.getEpochSecond();
        this.entryId = entryId;
        this.packed = Packed.of(cells);
    }

    /** Seconds since 1970 of {@link #createdAt()}. */
    public long second() {
        return second;
    }

    public Instant createdAt() {
        return Instant.ofEpochSecond(second);
    }

    public long entryId() {
        return entryId;
    }

    /** The value in this slot, or null. */
    public @Nullable String get(Slot slot) {
        return Packed.get(packed, slot);
    }

    /** All values. */
    public Cells cells() {
        return Packed.cells(packed);
    }
}
