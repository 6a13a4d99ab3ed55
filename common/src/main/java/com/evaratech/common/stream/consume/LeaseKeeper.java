package com.evaratech.common.stream.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps this consumer's leases while rounds run, and takes what is free or surplus. A virtual
 * thread and a connection of its own: a long round must not cost the lease.
 */
final class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    // To keep a lease, before it is over.
    private static final int TRIES = 5;

    private final DataSource database;
    private final Leases leases;
    private final Map<Integer, Owned> held = new ConcurrentHashMap<>();
    private final Queue<Owned> taken = new ConcurrentLinkedQueue<>();
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;
    private Runnable whenTaken = () -> {};
    private volatile BooleanSupplier ready;
    private long nextRenewalNanos;
    private boolean failing;

    /**
     * Keeps and takes leases.
     *
     * @param ready whether something can be done with partitions, so that they are better here than
     *     with somebody else
     */
    LeaseKeeper(DataSource database, Leases leases, BooleanSupplier ready) {
        this.database = database;
        this.leases = leases;
        this.nextRenewalNanos = System.nanoTime();
        this.ready = ready;
        this.thread = Thread.ofVirtual().name("stream-leases").unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param call what to do when partitions were taken; must not block
     */
    void start(Runnable call) {
        whenTaken = call;
        thread.start();
    }

    /**
     * Whether something can be done with partitions. Once begun it goes on: what is taken and given
     * up again is worse than a wait.
     */
    boolean canBegin() {
        if (!ready.getAsBoolean()) {
            return false;
        }
        ready = () -> true;
        return true;
    }

    /** Partitions taken since the last call. */
    List<Owned> taken() {
        var news = new ArrayList<Owned>();
        for (var next = taken.poll(); next != null; next = taken.poll()) {
            news.add(next);
        }
        return news;
    }

    /** From now on it is no longer kept, unless it was taken again meanwhile. */
    void lost(Owned owned) {
        var _ =
                held.computeIfPresent(
                        owned.partition(), (_, now) -> now.epoch() == owned.epoch() ? null : now);
    }

    /** Ends; what is held stays held until it is released or its lease is over. */
    void stop() throws InterruptedException {
        stop.release();
        thread.join();
    }

    private void run() {
        try {
            // A partition that was given back is soon taken.
            long pauseMillis = Math.clamp(leases.length().toMillis() / TRIES, 20, 500);
            do {
                tend();
            } while (!stop.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tend() {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) Duration.ofSeconds(5).toMillis());
            if (canBegin() || isAlone(connection)) {
                renew(connection);
                take(connection);
            }
            failing = false;
        } catch (SQLException | RuntimeException | Error e) {
            // The outermost edge: an owner that keeps its partitions no longer must not go unseen.
            if (!failing) {
                LOG.warn("Leases of stream partitions cannot be kept", e);
            }
            failing = true;
        }
    }

    /**
     * Whether nobody else has partitions: then they may be read before anything can be done with
     * them. As soon as somebody has, who may serve them, they are neither taken nor kept for that.
     */
    private boolean isAlone(Connection connection) throws SQLException {
        return leases.liveOwners(connection).keySet().equals(Set.of(leases.owner()));
    }

    /** Not each time: it writes a row for every partition. */
    private void renew(Connection connection) throws SQLException {
        long now = System.nanoTime();
        if (held.isEmpty() || now - nextRenewalNanos < 0) {
            return;
        }
        leases.renew(connection, held.values());
        nextRenewalNanos = now + leases.length().toNanos() / TRIES;
    }

    private void take(Connection connection) throws SQLException {
        var owners = leases.liveOwners(connection);
        int free = Sharing.freeToTake(owners, leases.owner(), leases.partitions());
        List<Owned> news = free > 0 ? leases.takeFree(connection, free) : List.of();
        if (news.isEmpty()) {
            var surplus = Sharing.surplus(owners, leases.owner());
            if (surplus.isPresent()) {
                news =
                        leases.takeFrom(
                                connection, surplus.get().victim(), surplus.get().partitions());
            }
        }
        for (Owned one : news) {
            held.put(one.partition(), one);
            taken.add(one);
        }
        if (!news.isEmpty()) {
            whenTaken.run();
        }
    }
}
