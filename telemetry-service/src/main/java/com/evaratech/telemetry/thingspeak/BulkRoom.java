package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.Refusal.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What bulk writes may occupy in this process while they are read. Those whose channel is not known
 * yet have a small room of their own, so that nobody without a key keeps channels out; and a
 * channel sends one at a time, so that it does not fill the room alone. Thread-safe.
 */
@Singleton
class BulkRoom {

    /** Of one body before its key is known: some 3,000 entries. */
    static final int STRANGER_BYTES = 256 << 10;

    // What a body is read into takes twice as much: with it a sixth of a replica's heap.
    private static final int CHANNELS_BYTES = 16 << 20;
    private static final int STRANGERS_BYTES = 2 << 20;

    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Semaphore channels = new Semaphore(CHANNELS_BYTES);
    private final Semaphore strangers = new Semaphore(STRANGERS_BYTES);
    private final Set<Long> atWork = ConcurrentHashMap.newKeySet();

    /** One channel's turn, until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Gives a channel its turn.
     *
     * @throws Refusal while it has one
     */
    Turn begin(long channel) {
        if (!atWork.add(channel)) {
            throw Refusal.of(
                    Named.TOO_MANY_REQUESTS,
                    "Another bulk write of this channel is not over.",
                    A_MOMENT);
        }
        return () -> atWork.remove(channel);
    }

    /**
     * Takes room.
     *
     * @throws Refusal when there is none
     */
    void take(boolean isKnown, int bytes) {
        if (!of(isKnown).tryAcquire(bytes)) {
            throw Refusal.of(
                    Named.UNAVAILABLE, "Too many bulk writes at once; send it again.", A_MOMENT);
        }
    }

    /** Gives back what was taken. */
    void giveBack(boolean isKnown, int bytes) {
        of(isKnown).release(bytes);
    }

    private Semaphore of(boolean isKnown) {
        return isKnown ? channels : strangers;
    }
}
