package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.StreamId;
import org.jspecify.annotations.Nullable;

/** A dead letter that somebody wants to be tried again. */
final class WantedReplay {

    private final long number;
    private final int partition;
    private final StreamId id;
    private final byte[] content;
    private final Wish wish;

    /**
     * Who wants it.
     *
     * @param actor subject of the token
     * @param requestId of the request that asked; null when it is not known
     */
    record Wish(String actor, @Nullable String requestId) {}

    WantedReplay(long number, int partition, StreamId id, byte[] content, Wish wish) {
        this.number = number;
        this.partition = partition;
        this.id = id;
        this.content = content;
        this.wish = wish;
    }

    long number() {
        return number;
    }

    int partition() {
        return partition;
    }

    StreamId id() {
        return id;
    }

    byte[] content() {
        return content;
    }

    Wish wish() {
        return wish;
    }
}
