package com.evaratech.local.thingspeak.channels;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One channel with its newest rows. Thread-safe: every method holds the channel's monitor for a
 * short time and returns copies or immutable rows.
 */
public final class Channel {
    private final ChannelInfo info;
    private final TimeLine rows;
    private Instant updatedAt;
    private @Nullable Instant lastWrite;
    private long lastEntryId;

    Channel(ChannelInfo info, int bound) {
        this.info = info;
        this.rows = new TimeLine(bound);
        this.updatedAt = info.createdAt();
    }

    public ChannelInfo info() {
        return info;
    }

    /**
     * The number of the last entry, or null when the channel is empty; it restarts at 1 after a
     * clear.
     */
    public synchronized @Nullable Long lastEntryId() {
        return lastEntryId == 0 ? null : lastEntryId;
    }

    /**
     * When the channel's own data last changed; as at ThingSpeak, not the time of its newest row.
     */
    public synchronized Instant updatedAt() {
        return updatedAt;
    }

    public synchronized int size() {
        return rows.size();
    }

    /**
     * The newest rows of the window, at most so many, oldest first; rows of the future count as
     * newest.
     */
    public synchronized List<Row> newest(Window window, int limit) {
        return rows.newest(window, limit);
    }

    /** The row with this number. */
    public synchronized Optional<Row> entry(long entryId) {
        return Optional.ofNullable(rows.lastEntry(entryId, null))
                .filter(row -> row.entryId() == entryId);
    }

    /**
     * The row whose number is the channel's last one: not the newest by time where rows are back-
     * or forward-dated.
     */
    public Optional<Row> lastEntry() {
        Long last = lastEntryId();
        return last == null ? Optional.empty() : entry(last);
    }

    /** The row with the largest number that has a value in this field. */
    public synchronized Optional<Row> lastValue(Slot slot) {
        return Optional.ofNullable(rows.lastEntry(Long.MAX_VALUE, slot));
    }

    /** Whether some row kept has exactly this time. */
    public synchronized boolean hasRowAt(Instant createdAt) {
        return rows.hasSecond(createdAt.getEpochSecond());
    }

    /**
     * Whether the last write was less than this many seconds before now; if not, now becomes the
     * last write.
     */
    public synchronized boolean tooSoon(Instant now, long seconds) {
        if (lastWrite != null && now.isBefore(lastWrite.plusSeconds(seconds))) {
            return true;
        }
        lastWrite = now;
        return false;
    }

    /** Adds a row under the next entry number. */
    public synchronized Row append(Instant createdAt, Cells cells) {
        Row row = new Row(createdAt, lastEntryId + 1, cells);
        add(row);
        return row;
    }

    /**
     * Adds a row under its own number, as a recording has it; a larger number becomes the channel's
     * last one.
     */
    public synchronized void add(Row row) {
        rows.add(row);
        lastEntryId = Math.max(lastEntryId, row.entryId());
    }

    /**
     * Sets what a recording says of the channel: its last number, which may belong to no row, and
     * its change time.
     */
    public synchronized void restore(long recordedLastEntryId, Instant recordedUpdatedAt) {
        lastEntryId = recordedLastEntryId;
        updatedAt = recordedUpdatedAt;
    }

    /** Notes a change of the channel through the API. */
    public synchronized void touch(Instant now) {
        updatedAt = now;
    }

    /** Deletes all rows; the next entry is number 1 again. */
    public synchronized void clear() {
        rows.clear();
        lastEntryId = 0;
    }
}
