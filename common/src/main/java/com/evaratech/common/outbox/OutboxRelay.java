package com.evaratech.common.outbox;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a schema's outbox to their target, in the order of their commits; while many
 * wait, those first that may overtake, and again when it is their turn. Every replica has one; the
 * lock lets one of them work, and another goes on when that one is gone.
 *
 * <p>An event leaves the outbox only after the target has it, so a death in between delivers it
 * again.
 */
public final class OutboxRelay {

    // A change counts everywhere within 2 s, also when the relay that worked has just died.
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    // Of the one that works: nobody wakes it for what another replica has committed.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    // Of one that does not work, while somebody waits to hear of what the other one does.
    private static final Duration WHILE_AWAITED = Duration.ofMillis(25);

    /** Events read and delivered at a time: some 100 KB. */
    static final int BATCH = 500;

    private final DataSource database;
    private final String schema;
    private final OutboxTarget target;
    private final OutboxMetrics metrics;
    private final RelaySpans spans;
    private final Overtakers overtakers;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Queue<CompletableFuture<Void>> awaiting = new ConcurrentLinkedQueue<>();
    private final Loop loop;

    /**
     * A relay that does not run yet.
     *
     * @param database connections as the schema's runtime role
     */
    public OutboxRelay(
            DataSource database,
            String schema,
            OutboxTarget target,
            MeterRegistry registry,
            Tracer tracer,
            InstantSource clock) {
        this.database = database;
        this.schema = OutboxSession.requireName(schema);
        this.target = target;
        this.metrics = new OutboxMetrics(registry, clock);
        this.spans = new RelaySpans(tracer);
        this.overtakers = new Overtakers(target);
        this.loop = new Loop("outbox-relay", new Rounds());
    }

    /** Begins to relay. */
    public void start() {
        loop.start();
    }

    /**
     * Waits until a relay has looked at the target, this one or one of another replica: from then
     * on whatever a restored database made necessary has been done.
     *
     * @return false when that took longer, because database or target are away
     */
    public boolean awaitFirstLook(Duration longest) throws InterruptedException {
        return looked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Relays soon: something was committed. */
    public void soon() {
        loop.soon();
    }

    /**
     * Relays soon, and completes when the target has what is committed now, whichever replica took
     * it there. While target or database are away it does not complete: whoever gives up completes
     * it.
     */
    public CompletableFuture<Void> relayed() {
        var relayed = new CompletableFuture<Void>();
        awaiting.add(relayed);
        loop.soon();
        return relayed;
    }

    /** Ends within a second; what is not relayed by then waits for another replica or start. */
    public void stop() {
        loop.stop();
    }

    /** On the loop's thread: the only one that touches the lock. */
    private final class Rounds implements Round {

        private @Nullable RelayLock lock;

        @Override
        public Duration run() throws SQLException {
            // Those who gave up would pile up here while target or database are away.
            var _ = awaiting.removeIf(CompletableFuture::isDone);
            int waited = awaiting.size();
            if (lock == null) {
                lock = RelayLock.tryTake(database, schema, metrics).orElse(null);
            }
            if (lock == null) {
                looked.countDown();
                if (metrics.isEmpty()) {
                    complete(waited);
                }
                return awaiting.isEmpty() ? BETWEEN_TRIES : WHILE_AWAITED;
            }
            try {
                if (relay(lock.outbox())) {
                    return Duration.ZERO;
                }
                complete(waited);
                return BETWEEN_LOOKS;
            } catch (SQLException | RuntimeException e) {
                // Perhaps another replica is better off.
                letGo().ifPresent(mine -> mine.closeAfter(e));
                throw e;
            }
        }

        @Override
        public void end() throws SQLException {
            Optional<RelayLock> mine = letGo();
            if (mine.isPresent()) {
                mine.get().close();
            }
        }

        /** Those who waited before the round: it has seen what they had committed. */
        private void complete(int waited) {
            for (int i = 0; i < waited; i++) {
                boolean _ = awaiting.remove().complete(null);
            }
        }

        private Optional<RelayLock> letGo() {
            Optional<RelayLock> mine = Optional.ofNullable(lock);
            lock = null;
            target.release();
            return mine;
        }
    }

    /** Whether more waits. */
    private boolean relay(OutboxSession outbox) throws SQLException {
        outbox.look();
        target.prepare(outbox);
        looked.countDown();
        if (outbox.waiting() == 0) {
            metrics.level(OutboxLevel.EMPTY);
            return false;
        }
        List<OutboxEvent> batch = outbox.next(BATCH);
        if (batch.size() == BATCH) {
            overtakers.take(outbox, batch.getLast().version());
        }
        if (!batch.isEmpty()) {
            spans.deliver(target, batch);
            outbox.acknowledge(batch.getLast().version().number());
            metrics.relayed(batch.size());
        }
        metrics.level(outbox.waiting() == 0 ? OutboxLevel.EMPTY : outbox.level());
        return batch.size() == BATCH;
    }
}
