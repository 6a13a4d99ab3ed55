package com.evaratech.common.stream.consume;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Rounds, one after the other: take up partitions, read them, read entries, commit, report; wait
 * when there is nothing.
 */
final class ConsumerLoop<E> {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);

    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration UNTIL_THERE_ARE_SOME = Duration.ofMillis(50);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

    private final StreamSide bus;
    private final Ownership<E> ownership;
    private final Rounds<E> rounds;
    private final EntryHandler<E> handler;
    private final ConsumerMetrics metrics;
    private final RoundReader<E> reader;
    private final Restarts<E> restarts;
    private final LoopState state;
    private final Wake wake = new Wake();
    private final Thread thread;

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
        this.metrics = metrics;
        this.reader = new RoundReader<>(bus, handler, settings);
        this.state = new LoopState(settings.round().apart());
        this.restarts = new Restarts<>(bus, ownership, rounds, metrics);
        this.thread = Thread.ofVirtual().name("stream-rounds").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** There are partitions to take up: a loop that has none need not wait. */
    void wake() {
        wake.now();
    }

    /** Ends after the round that runs; false when it takes longer than the patience. */
    boolean stop(Duration patience) throws InterruptedException {
        wake.forEnd();
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
            while (!wake.isEnd(pause)) {
                pause = step();
            }
            reader.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            bus.close();
        }
    }

    /** One round and what belongs to it; returns how long to wait before the next. */
    private Duration step() throws InterruptedException {
        try {
            if (state.mustReload()) {
                ownership.readAnew();
                state.reloaded();
            }
            ownership.takeUp();
            ownership.read();
            Duration pause = ownership.all().isEmpty() ? UNTIL_THERE_ARE_SOME : round();
            state.succeeded();
            reader.succeeded();
            return ownership.isReading() ? Duration.ZERO : pause;
        } catch (RoundLost _) {
            metrics.lostRound();
            reader.lost();
            state.lost();
            return Duration.ZERO;
        } catch (SQLException | RuntimeException | Error e) {
            // The outermost edge: whatever failed, nothing was lost, and it is tried again. Errors,
            // too: the leases of a loop that had ended would be kept for as long as the process.
            reader.lost();
            reportWaiting(e);
            return state.failed(e);
        }
    }

    /**
     * What waits grows older while nothing can be committed. Where partitions stand is told by the
     * bus: without the database nobody knows whether they are still owned here.
     */
    private void reportWaiting(Throwable failure) {
        if (state.reportIsDue(REPORT_EVERY)) {
            try {
                bus.reportWaiting(ownership.held(), metrics);
            } catch (RuntimeException e) {
                // The bus is away, too, or alone.
                failure.addSuppressed(e);
            }
        }
    }

    private Duration round() throws SQLException, InterruptedException {
        state.roundBegins();
        settle();
        Collection<Owned> readable = ownership.without(state.resting());
        ReadRound<E> round = reader.next(readable);
        restarts.restart(round.broken());
        RoundPlan<E> plan = round.plan();
        state.hold(Leases.numbers(readable), plan.held());
        metrics.held(state.held());
        // While partitions come, the next round is of others than this one.
        if (round.leavesMore() && !ownership.isReading()) {
            Collection<Owned> next = ownership.without(state.resting());
            reader.begin(Ownership.after(plan.moves(), next));
        }
        if (!plan.moves().isEmpty()) {
            commit(plan);
        }
        reportIfDue();
        return round.leavesMore() || ownership.isReading() ? Duration.ZERO : awaitEntries();
    }

    /** In a transaction of its own: what it locks must not wait for what entries wait for. */
    private void settle() throws SQLException {
        Set<Integer> numbers = handler.unsettled(Leases.numbers(ownership.all()));
        if (!numbers.isEmpty()) {
            rounds.settle(
                    ownership.all().stream()
                            .filter(one -> numbers.contains(one.partition()))
                            .toList());
            handler.committed();
        }
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

    private void reportIfDue() throws InterruptedException {
        if (state.reportIsDue(REPORT_EVERY)) {
            reader.settle();
            bus.report(ownership.all(), metrics);
            if (!ownership.waiting().isEmpty()) {
                bus.reportWaiting(ownership.waiting(), metrics);
            }
        }
    }

    /** Returns how long to let entries gather, once there are any. */
    private Duration awaitEntries() {
        Collection<Owned> readable = ownership.without(state.resting());
        if (readable.isEmpty()) {
            return IDLE;
        }
        bus.await(readable, IDLE);
        return state.untilNextRound();
    }
}
