package com.evaratech.telemetry.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import that this replica goes on with.
 *
 * @param number of it
 * @param epoch the fence: of another one nothing may be written
 * @param nodeId whose past it is; null when rows tell
 * @param received bytes of the whole file
 * @param progress how far it is
 * @param ahead what the next portion was decided to be; null when it was not
 */
record ImportWork(
        long number,
        long epoch,
        ImportFormat format,
        Meaning meaning,
        UUID communityId,
        @Nullable UUID nodeId,
        long received,
        Progress progress,
        @Nullable Ahead ahead) {

    /**
     * How far it is.
     *
     * @param position bytes that are dealt with
     * @param line the line behind them
     * @param header the line of names; null as long as it was not read
     * @param counts so far
     */
    record Progress(long position, long line, @Nullable String header, ImportCounts counts) {}
}
