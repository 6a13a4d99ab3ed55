package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.DeliveryQueue.Looked;
import com.evaratech.common.loop.Backoff;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Sends what waits. Replicas share the rows; a receiver that stalls or fails holds up nobody but
 * itself.
 */
@Singleton
public class DeliverySender implements Round {

    static final String DELIVERIES = "evara.deliveries";

    private static final Logger LOG = Logger.getLogger(DeliverySender.class);

    private static final int AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // An attempt's 10 s and its note. More would not fit into the last 25 s of a process.
    private static final Duration TO_FINISH = Duration.ofSeconds(12);

    private final DeliveryQueue queue;
    private final Looks looks;
    private final DeliveryAttempt attempt;
    private final DeliveryCounts counts;
    private final Backoff backoff;
    private final Loop loop = new Loop("alert deliveries", this);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Map<Long, Integer> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    DeliverySender(
            DataSource database,
            Gathering gathering,
            DeliveryAttempt attempt,
            DeliveryConfig config,
            MeterRegistry metrics,
            InstantSource clock) {
        DeliveryTimes.check(config);
        this.queue = new DeliveryQueue(database);
        this.looks = new Looks(() -> look(queue, gathering, clock), System::nanoTime);
        this.attempt = attempt;
        this.counts = new DeliveryCounts(metrics);
        // Two hundred threads ask: each has chance of its own.
        RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
        this.backoff = new Backoff(config.firstWait(), config.longestWait(), chance);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    /**
     * What is under way comes to its end, so that no receiver hears of it twice. Only what takes
     * too long is broken off, and tried again by others when its lease has ended.
     */
    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        threads.shutdown();
        try {
            boolean _ = threads.awaitTermination(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var _ = threads.shutdownNow();
    }

    /** Sends soon what was committed; many calls at once make one round. */
    public void soon() {
        loop.soon();
    }

    @Override
    public Duration run() throws SQLException {
        int slots = free.drainPermits();
        List<Claimed> due = List.of();
        Duration pause = PAUSE;
        try {
            if (slots > 0) {
                // What came behind the last look is seen by the next.
                Duration untilNext = looks.untilNext();
                pause = untilNext.isPositive() ? untilNext : PAUSE;
                due = queue.claim(looks.newest(), slots, underWay);
            }
        } finally {
            free.release(slots - due.size());
        }
        due.forEach(each -> underWay.merge(each.target().number(), 1, Integer::sum));
        due.forEach(each -> threads.execute(() -> send(each)));
        return pause;
    }

    private static Looked look(DeliveryQueue queue, Gathering gathering, InstantSource clock)
            throws SQLException {
        Looked looked = queue.withhold(clock.instant());
        gathering.run(looked);
        return looked;
    }

    private void send(Claimed delivery) {
        try {
            Outcome outcome = attempt.of(delivery);
            queue.note(delivery, outcome, backoff.after(delivery.attempts()));
            counts.count(outcome);
            if (outcome instanceof Outcome.Never(String reason)) {
                LOG.warnf(
                        "Delivery was given up delivery=%s route=%s reason=%s",
                        delivery.id(), delivery.target().routeId(), reason);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            // Its lease ends, and it is tried again.
            LOG.warnf(
                    "What became of a delivery was not noted delivery=%s cause=%s",
                    delivery.id(), e);
        } finally {
            underWay.computeIfPresent(
                    delivery.target().number(), (_, count) -> count == 1 ? null : count - 1);
            free.release();
            // There may be a slot again, and what comes behind this one may be due.
            loop.soon();
        }
    }
}
