package com.evaratech.gateway.live;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages that wait for one client. Any thread may add one; all that are there are written in one
 * go, on the event loop of the connection.
 */
final class Outbox {

    private final Peer peer;
    private final Context context;
    private final int most;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * An empty one.
     *
     * @param most how many may wait, those that were written and not sent yet included
     */
    Outbox(Peer peer, Context context, int most) {
        this.peer = peer;
        this.context = context;
        this.most = most;
    }

    /** Adds a message; whether there was room for it. */
    boolean add(Message message) {
        if (waiting.incrementAndGet() > most) {
            return false;
        }
        messages.add(message);
        if (asked.compareAndSet(false, true)) {
            context.runOnContext(now -> write());
        }
        return true;
    }

    /** Nothing is sent any more, whatever waits. */
    void close() {
        closed = true;
    }

    private void write() {
        // Before it looks: what comes later asks again.
        asked.set(false);
        boolean wrote = false;
        for (Message next; (next = messages.poll()) != null; ) {
            if (!closed && !peer.isClosed()) {
                // Gone when the operating system has it: what a slow client leaves, waits here.
                peer.write(next, waiting::decrementAndGet);
                wrote = true;
            }
        }
        if (wrote) {
            peer.flush();
        }
    }
}
