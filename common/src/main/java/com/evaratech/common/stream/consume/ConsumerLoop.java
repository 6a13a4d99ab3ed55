package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamFunctions.Opened;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Gap.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rounds, one after the other: take up partitions, read, commit, report; wait when there is
 * nothing.
 */
final class ConsumerLoop<E> {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);

    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration REPORT_EVERY = Duration.ofMillis(500);

    private final StreamSide bus;
    private final Ownership<E> ownership;
    private final Rounds<E> rounds;
    private final EntryHandler<E> handler;
    private final ConsumerSettings settings;
    private final ConsumerMetrics metrics;
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;
    private final LoopState state;

    ConsumerLoop(
            StreamSide bus,
            Ownership<E> ownership,
            Rounds<E> rounds,
            EntryHandler<E> handler,
            ConsumerSettings settings,
            ConsumerMetrics metrics) {
        this.bus = bus;
        this.ownership = ownership;
        this.rounds = rounds;
        this.handler = handler;
        this.settings = settings;
        this.metrics = metrics;
        this.state = new LoopState(settings.roundEntries());
        this.thread = Thread.ofVirtual().name("stream-rounds").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends after the round that runs; false when it takes longer than the patience. */
    boolean stop(Duration patience) throws InterruptedException {
        stop.release();
        return thread.join(patience);
    }

    /** Gives partitions back, once the loop has ended. */
    void release() {
        try {
            ownership.release();
        } catch (SQLException e) {
            LOG.warn("Stream partitions were not given back; their leases will expire", e);
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stop.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            bus.close();
        }
    }

    /** One round and what belongs to it; returns how long to wait before the next. */
    private Duration step() {
        try {
            if (state.mustReload()) {
                metrics.dropped(ownership.reload());
                state.reloaded();
            }
            metrics.takenOver(ownership.takeUp());
            Duration pause = ownership.all().isEmpty() ? IDLE : round();
            state.succeeded();
            return pause;
        } catch (RoundLost _) {
            metrics.lostRound();
            state.lost();
            return Duration.ZERO;
        } catch (SQLException | RuntimeException e) {
            // The outermost edge: whatever failed, nothing was lost, and it is tried again.
            return state.failed(e);
        }
    }

    private Duration round() throws SQLException {
        Collection<Owned> readable = ownership.without(state.resting());
        Map<Integer, Batch> batches =
                readable.isEmpty() ? Map.of() : bus.read(readable, state.share(readable.size()));
        var plan = new RoundPlan<>(handler, settings.roundBytes());
        for (Owned one : readable) {
            Batch batch = batches.get(one.partition());
            if (batch != null && follows(one, batch)) {
                plan.add(one, batch.entries());
            }
        }
        state.hold(Leases.numbers(readable), plan.held());
        metrics.held(state.held());
        if (!plan.moves().isEmpty()) {
            commit(plan);
        }
        reportIfDue();
        return plan.moves().isEmpty() ? awaitEntries() : Duration.ZERO;
    }

    private void commit(RoundPlan<E> plan) throws SQLException {
        long begun = System.nanoTime();
        List<DeadLetter> dead = rounds.commit(plan);
        ownership.moved(plan.moves());
        handler.committed();
        metrics.committed(plan.entries(), Duration.ofNanos(System.nanoTime() - begun), dead);
        for (DeadLetter letter : dead) {
            LOG.warnf(
                    "Entry became a dead letter partition=%d entryId=%s reason=%s",
                    letter.partition().partition(), letter.id(), letter.reason());
        }
    }

    /** Whether entries follow a position without a gap; if they do not, the partition restarts. */
    private boolean follows(Owned one, Batch batch) throws SQLException {
        @Nullable Generation generation = batch.generation();
        if (!one.generation().equals(generation)) {
            restart(one);
            return false;
        }
        if (!batch.continues(one.position())) {
            restart(one);
            return false;
        }
        return true;
    }

    private void restart(Owned from) throws SQLException {
        Opened now = bus.look(from.partition());
        boolean sameLife = from.generation().equals(now.generation());
        if (sameLife && !now.trimmed().isAfter(from.position())) {
            return;
        }
        Owned to = from.restartedIn(now.generation(), now.trimmed(), now.removed());
        Optional<Gap> gap = gap(from, now, sameLife);
        rounds.restart(from, to, gap);
        ownership.moved(Map.of(from, to));
        gap.ifPresent(this::tell);
    }

    private static Optional<Gap> gap(Owned from, Opened now, boolean sameLife) {
        if (from.generation().equals(Generation.NONE)) {
            return Optional.empty();
        }
        StreamId until = sameLife ? now.trimmed() : now.generation().birth().previous();
        return Optional.of(new Gap(from, sameLife ? Reason.TRIMMED : Reason.LOST, until));
    }

    private void tell(Gap gap) {
        metrics.gap();
        LOG.errorf(
                "Entries are gone before they were read partition=%d reason=%s after=%s until=%s",
                gap.partition().partition(), gap.reason(), gap.partition().position(), gap.until());
    }

    private void reportIfDue() {
        if (state.reportIsDue(REPORT_EVERY)) {
            bus.report(ownership.all(), metrics);
        }
    }

    private Duration awaitEntries() {
        Collection<Owned> readable = ownership.without(state.resting());
        if (readable.isEmpty()) {
            return IDLE;
        }
        bus.await(readable, IDLE);
        return Duration.ZERO;
    }
}
