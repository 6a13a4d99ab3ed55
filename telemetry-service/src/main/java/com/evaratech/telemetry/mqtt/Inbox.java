package com.evaratech.telemetry.mqtt;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages of one connection that are not dealt with. Memory is bounded: by number and bytes for
 * the connection, and by bytes for all connections together. One thread adds, another takes.
 */
final class Inbox {

    // 1 MiB: sixteen of the longest messages, thousands of common ones.
    private static final int MOST_BYTES = 1 << 20;

    /** All connections of a process together. */
    static final long MOST_BYTES_OF_ALL = 64L << 20;

    private final int mostMessages;
    private final AtomicLong bytesOfAll;
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    Inbox(int mostMessages, AtomicLong bytesOfAll) {
        this.mostMessages = mostMessages;
        this.bytesOfAll = bytesOfAll;
    }

    /** What stands in line. */
    sealed interface Item {

        /**
         * A message.
         *
         * @param id its number, to be acknowledged; 0 or less when it need not be
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
        record Message(int id, String topic, byte[] payload) implements Item {

            // Beside what it says: the objects that hold it.
            private static final int FRAME_BYTES = 128;

            boolean wantsAnswer() {
                return id > 0;
            }

            /** What it takes of the memory, in bytes. */
            int size() {
                return payload.length + 2 * topic.length() + FRAME_BYTES;
            }
        }

        /** Nothing more comes. */
        record End() implements Item {}
    }

    /** Adds a message; false when there is no room for it. */
    boolean add(Item.Message message) {
        int size = message.size();
        if (count.get() >= mostMessages
                || bytes.get() + size > MOST_BYTES
                || bytesOfAll.get() + size > MOST_BYTES_OF_ALL) {
            return false;
        }
        int _ = count.incrementAndGet();
        int _ = bytes.addAndGet(size);
        long _ = bytesOfAll.addAndGet(size);
        return items.add(message);
    }

    /** Tells that nothing more comes. */
    void close() {
        boolean _ = items.add(new Item.End());
    }

    /** The next in line, which stays counted until it is {@link #done}; waits for it. */
    Item next() throws InterruptedException {
        return items.take();
    }

    void done(Item.Message message) {
        int size = message.size();
        int _ = count.decrementAndGet();
        int _ = bytes.addAndGet(-size);
        long _ = bytesOfAll.addAndGet(-size);
    }

    /** Throws away what is left; how many messages that were. */
    int clear() {
        int dropped = 0;
        for (Item item = items.poll(); item != null; item = items.poll()) {
            if (item instanceof Item.Message message) {
                done(message);
                dropped++;
            }
        }
        return dropped;
    }
}
