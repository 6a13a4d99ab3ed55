package com.evaratech.common.directory.store;

import com.evaratech.common.outbox.Version;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows of itself.
 *
 * @param generation name of the snapshot, empty while it is not whole
 * @param version of the last event in it, {@code null} when Redis remembers none
 * @param event id of that event, empty when it was none
 * @param end id of the stream's last entry
 * @param ahead of the last event that was put before its turn, {@code null} when Redis remembers
 *     none
 * @param aheadEvent id of that event, empty when it was none
 */
public record DirectoryState(
        String generation,
        @Nullable Version version,
        String event,
        StreamId end,
        @Nullable Version ahead,
        String aheadEvent) {

    /** Whether the snapshot is whole. */
    public boolean isComplete() {
        return !generation.isEmpty();
    }
}
