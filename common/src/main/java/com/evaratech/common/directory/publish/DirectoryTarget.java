package com.evaratech.common.directory.publish;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.store.DirectoryItem;
import com.evaratech.common.directory.store.DirectoryState;
import com.evaratech.common.directory.store.DirectoryStore;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.OutboxSession;
import com.evaratech.common.outbox.OutboxTarget;
import com.evaratech.common.outbox.Overtaking;
import com.evaratech.common.outbox.Version;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an outbox to the directory in Redis, and keeps the two the same: before each round it looks
 * whether Redis has what was acknowledged, and nothing that this database does not know.
 *
 * <p>For one relay's thread, which lets it {@link #release} its connection after each failure.
 */
public final class DirectoryTarget implements OutboxTarget {

    private static final Logger LOG = Logger.getLogger(DirectoryTarget.class);

    // Well below the silence after which the database takes the relay for dead.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    // Changes stay readable for a day: whoever was away longer reads the snapshot instead.
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration TRIM_PAUSE = Duration.ofMinutes(1);

    private final Bus bus;
    private final DirectoryStore store;
    private final SnapshotSource source;
    private final InstantSource clock;
    private final Overtaking overtaking;
    private @Nullable BusConnection connection;
    private String generation = "";
    private Instant nextTrim = Instant.EPOCH;

    /**
     * A target that holds nothing yet.
     *
     * @param kinds of the directory's items
     * @param overtaking which of them need not wait for others
     */
    public DirectoryTarget(
            Bus bus,
            List<String> kinds,
            SnapshotSource source,
            InstantSource clock,
            Overtaking overtaking) {
        this.bus = bus;
        this.store = new DirectoryStore(kinds);
        this.source = source;
        this.clock = clock;
        this.overtaking = overtaking;
    }

    @Override
    public void prepare(OutboxSession outbox) throws SQLException {
        BusConnection redis = connection();
        DirectoryState found = store.look(redis);
        if (outbox.wentBackBefore(found.version(), found.event())
                || outbox.wentBackBefore(found.ahead(), found.aheadEvent())) {
            setAhead(outbox, found);
        }
        if (lacks(outbox, found)) {
            generation = new Rebuild(store, source, redis).write(outbox, found);
        } else {
            generation = found.generation();
        }
        trim(redis);
    }

    /** Makes every version and number that comes exceed whatever was given before. */
    private void setAhead(OutboxSession outbox, DirectoryState found) throws SQLException {
        long seen =
                Stream.of(found.version(), found.ahead())
                        .filter(Objects::nonNull)
                        .mapToLong(Version::incarnation)
                        .max()
                        .orElse(0);
        long raised = Math.max(seen, outbox.relayed().incarnation()) + 1;
        LOG.warnf(
                "Database went back in time: sequences advance, directory is written anew"
                        + " incarnation=%d",
                raised);
        // In this order: raised first, a death in between would leave the numbers as they were.
        source.advanceSequences(outbox.connection());
        outbox.raiseIncarnation(raised);
    }

    /** Whether Redis has no whole snapshot of our form, or not all of what was acknowledged. */
    private boolean lacks(OutboxSession outbox, DirectoryState found) throws SQLException {
        Version last = found.version();
        return !found.isComplete()
                || !Rebuild.isOfForm(found.generation(), source.form())
                || last == null
                || last.compareTo(outbox.relayed()) < 0;
    }

    @Override
    public void deliver(List<OutboxEvent> batch) {
        OutboxEvent last = batch.getLast();
        long _ =
                store.put(
                        connection(),
                        generation,
                        batch.stream().map(DirectoryTarget::item).toList(),
                        last.version(),
                        last.id().toString());
    }

    @Override
    public Overtaking overtaking() {
        return overtaking;
    }

    @Override
    public void deliverAhead(List<OutboxEvent> batch) {
        OutboxEvent last = batch.getLast();
        long _ =
                store.putAhead(
                        connection(),
                        generation,
                        batch.stream().map(DirectoryTarget::item).toList(),
                        last.version(),
                        last.id().toString());
    }

    private static DirectoryItem item(OutboxEvent event) {
        return new DirectoryItem(
                event.change().kind(),
                event.change().key(),
                event.version(),
                event.change().payload(),
                event.traceparent());
    }

    private void trim(BusConnection redis) {
        Instant now = clock.instant();
        if (now.isBefore(nextTrim)) {
            return;
        }
        long _ = store.trim(redis, KEPT);
        nextTrim = now.plus(TRIM_PAUSE);
    }

    private BusConnection connection() {
        if (connection == null) {
            connection = bus.connect(LONGEST_ANSWER);
        }
        return connection;
    }

    @Override
    public void release() {
        if (connection != null) {
            BusConnection mine = connection;
            connection = null;
            mine.close();
        }
    }
}
