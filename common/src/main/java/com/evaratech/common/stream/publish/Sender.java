package com.evaratech.common.stream.publish;

import com.evaratech.common.bus.BusUnavailable;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.stream.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits, batch by batch, on a virtual thread of its own. One batch is on its way at a
 * time: the larger the load, the larger the batches.
 */
final class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);

    // 2,048: some 20 ms of the server's time, several times what its write to disk takes.
    private static final int LARGEST_BATCH = 2_048;

    // Between two looks at the pressure, also when nothing is published.
    private static final Duration IDLE = Duration.ofMillis(500);

    private static final Duration RETRY_UNREACHABLE = Duration.ofSeconds(2);
    private static final Duration RETRY_UNANSWERED = Duration.ofSeconds(1);

    private final PublisherConnection connection;
    private final InFlight inFlight;
    private final PublisherMetrics metrics;
    private final Thread thread;
    private boolean failing;

    Sender(PublisherConnection connection, InFlight inFlight, PublisherMetrics metrics) {
        this.connection = connection;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.thread = Thread.ofVirtual().name("stream-sender").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (connection) {
            while (!inFlight.isDone()) {
                List<Pending> batch = inFlight.take(LARGEST_BATCH, IDLE);
                send(batch);
                inFlight.answered(batch);
                metrics.count(batch);
            }
        } catch (InterruptedException e) {
            // Nothing interrupts this thread but the end of the process.
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Pending> batch) {
        try {
            Admission admission = connection.admission();
            admission.memory().ifPresent(metrics::memory);
            var admitted = new ArrayList<Pending>(batch.size());
            for (Pending pending : batch) {
                admission
                        .refusal(pending.partition())
                        .ifPresentOrElse(pending::refuse, () -> admitted.add(pending));
            }
            write(admitted);
            told("bus takes entries again", false, null);
        } catch (RuntimeException | Error e) { // whatever it is: callers wait for an answer
            told("bus takes no entries", true, e);
            batch.forEach(pending -> pending.refuse(Refusal.UNREACHABLE, RETRY_UNREACHABLE));
        }
    }

    private void write(List<Pending> admitted) {
        try {
            List<Reply> replies = connection.add(admitted);
            for (int i = 0; i < replies.size(); i++) {
                answer(admitted.get(i), replies.get(i));
            }
        } catch (ReplicasBehind e) {
            admitted.forEach(pending -> pending.refuse(Refusal.NOT_REPLICATED, RETRY_UNANSWERED));
        } catch (BusUnavailable e) {
            // The bus may have any of them.
            admitted.forEach(pending -> pending.refuse(Refusal.UNANSWERED, RETRY_UNANSWERED));
            throw e;
        }
    }

    private static void answer(Pending pending, Reply reply) {
        if (!reply.isError()) {
            pending.accept(StreamId.parse(reply.text()));
        } else if (reply.error().startsWith("OOM")) {
            pending.refuse(Refusal.MEMORY, RETRY_UNREACHABLE);
        } else {
            // Not the master any more, too few replicas, a full disk: whatever it is, not our
            // entry.
            pending.refuse(Refusal.UNREACHABLE, RETRY_UNREACHABLE);
        }
    }

    private void told(String message, boolean fails, @Nullable Throwable why) {
        if (fails != failing) {
            failing = fails;
            LOG.log(fails ? Logger.Level.WARN : Logger.Level.INFO, message, why);
        }
    }
}
