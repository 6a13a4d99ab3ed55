package com.evaratech.common.stream.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was handed over and not yet answered, bounded in number and bytes; first come first served.
 */
final class InFlight {

    private final int mostEntries;
    private final int mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private int entries;
    private int bytes;
    private boolean closed;

    InFlight(int mostEntries, int mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /** Takes an entry in, unless there are too many. */
    boolean offer(Pending pending) {
        lock.lock();
        try {
            int size = pending.bytes().length;
            if (closed || entries >= mostEntries || bytes + size > mostBytes) {
                return false;
            }
            entries++;
            bytes += size;
            waiting.add(pending);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for entries, up to a time, and takes out as many as a batch may have. */
    List<Pending> take(int most, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            var batch = new ArrayList<Pending>(Math.min(most, waiting.size()));
            while (batch.size() < most && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Makes room again: these were answered. */
    void answered(List<Pending> batch) {
        lock.lock();
        try {
            entries -= batch.size();
            for (Pending pending : batch) {
                bytes -= pending.bytes().length;
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left and nothing will come. */
    boolean isDone() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
