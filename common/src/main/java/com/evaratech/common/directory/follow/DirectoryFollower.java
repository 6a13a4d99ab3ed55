package com.evaratech.common.directory.follow;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.store.DirectoryChanges;
import com.evaratech.common.directory.store.DirectoryState;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the directory in memory: reads the snapshot, then follows the stream of changes on a
 * connection of its own. Answers from any thread without waiting, as long as what it knows is whole
 * and not older than {@link #OLDEST}.
 */
public final class DirectoryFollower {

    private static final Logger LOG = Logger.getLogger(DirectoryFollower.class);

    /**
     * What is known counts this long after Redis last confirmed it. A change has to count
     * everywhere within 2 s, also where Redis cannot be reached any more; up to half a second goes
     * by before the relay has published it.
     */
    public static final Duration OLDEST = Duration.ofMillis(1_500);

    // Short beside OLDEST, so that an idle directory stays fresh and a busy machine has time.
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(250);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration UNTIL_WRITTEN = Duration.ofMillis(100);
    private static final int BATCH = 1_000;

    private final Bus bus;
    private final List<DirectoryKind<?, ?>> kinds;
    private final DirectoryStore store;
    private final Listeners listeners = new Listeners();
    private final Loop loop = new Loop("directory-follower", new Rounds());
    private volatile @Nullable Replica trusted;
    private volatile long confirmedNanos;

    public DirectoryFollower(Bus bus, List<DirectoryKind<?, ?>> kinds) {
        this.bus = bus;
        this.kinds = List.copyOf(kinds);
        this.store = new DirectoryStore(kinds.stream().map(DirectoryKind::name).toList());
    }

    /** Begins to follow. */
    public void start() {
        loop.start();
    }

    /** Ends within a second. */
    public void stop() {
        loop.stop();
    }

    /**
     * The item of this key, if there is one.
     *
     * @throws DirectoryStale when that is not known now
     */
    public <K, T> Optional<T> find(DirectoryKind<K, T> kind, K key) {
        Known<T> known = fresh().items(kind).find(key);
        return switch (known) {
            case null -> Optional.empty();
            case Known.Gone<T> _ -> Optional.empty();
            case Known.Present<T>(long _, T item) -> Optional.of(item);
            case Known.Unreadable<T> _ ->
                    throw new DirectoryStale(
                            "an item of kind %s cannot be read".formatted(kind.name()));
        };
    }

    /** Whether questions are answered now; listeners have been told of everything by then. */
    public boolean isFresh() {
        return trusted != null && System.nanoTime() - confirmedNanos <= OLDEST.toNanos();
    }

    /** Tells a listener of everything there is of a kind, and of every change from then on. */
    public <K, T> void onChange(DirectoryKind<K, T> kind, ChangeListener<K, T> listener) {
        listeners.join(kind, listener);
    }

    private Replica fresh() {
        Replica replica = trusted;
        if (replica == null) {
            throw new DirectoryStale("the directory's snapshot is not complete");
        }
        if (System.nanoTime() - confirmedNanos > OLDEST.toNanos()) {
            throw new DirectoryStale("the directory was not confirmed in the last " + OLDEST);
        }
        return replica;
    }

    /** On the loop's thread. */
    private final class Rounds implements Round {

        private @Nullable BusConnection connection;
        private @Nullable Replica told;

        @Override
        public Duration run() {
            try {
                BusConnection redis = connection();
                Replica replica = trusted;
                return replica == null ? readSnapshot(redis) : follow(redis, replica);
            } catch (RuntimeException e) {
                end();
                throw e;
            }
        }

        private BusConnection connection() {
            if (connection == null) {
                connection = bus.connect(LONGEST_ANSWER);
            }
            return connection;
        }

        @Override
        public void end() {
            if (connection != null) {
                BusConnection mine = connection;
                connection = null;
                mine.close();
            }
        }

        /** A snapshot counts once the stream was followed up to a moment after it was read. */
        private Duration readSnapshot(BusConnection redis) {
            DirectoryState state = store.look(redis);
            if (!state.isComplete()) {
                return UNTIL_WRITTEN;
            }
            Replica replica = new Replica(kinds, state.generation(), state.end());
            Listeners nobody = new Listeners();
            for (DirectoryKind<?, ?> kind : kinds) {
                store.scan(redis, kind.name(), item -> replica.take(item, nobody));
            }
            boolean caughtUp = false;
            while (!caughtUp) {
                long asked = System.nanoTime();
                DirectoryChanges changes = store.read(redis, replica.position(), BATCH);
                if (isLost(replica, changes)) {
                    return Duration.ZERO;
                }
                caughtUp = take(replica, changes, nobody, asked);
            }
            // Whoever finds it fresh must find that those who follow it know it, too.
            listeners.admit(told);
            listeners.tellChanges(told, replica);
            told = replica;
            trusted = replica;
            LOG.infof("Directory read generation=%s", replica.generation());
            return Duration.ZERO;
        }

        private Duration follow(BusConnection redis, Replica replica) {
            listeners.admit(replica);
            long asked = System.nanoTime();
            DirectoryChanges changes = store.read(redis, replica.position(), BATCH);
            if (isLost(replica, changes)) {
                trusted = null;
                LOG.infof(
                        "Directory is read anew generation=%s trimmed=%s position=%s",
                        changes.generation(), changes.trimmed(), replica.position());
                return Duration.ZERO;
            }
            if (take(replica, changes, listeners, asked) && changes.items().isEmpty()) {
                store.await(redis, replica.position(), LONGEST_BLOCK);
            }
            return Duration.ZERO;
        }

        private boolean isLost(Replica replica, DirectoryChanges changes) {
            return !changes.generation().equals(replica.generation())
                    || changes.trimmed().compareTo(replica.position()) > 0;
        }

        /** Whether that was everything; if so, what is known was true when it was asked for. */
        private boolean take(
                Replica replica, DirectoryChanges changes, Listeners told, long asked) {
            changes.items().forEach(item -> replica.take(item, told));
            replica.moveTo(changes.last());
            boolean all = changes.items().size() < BATCH;
            if (all) {
                confirmedNanos = asked;
            }
            return all;
        }
    }
}
