package com.evaratech.poller.mapping;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the directory tells of nodes and channels into the table. The directory's listener
 * only notes whose rows to look at; what they should say is asked when they are written.
 *
 * <p>Once in a while all rows are compared. That mends what a replica wrote that heard a removal
 * late and ended before it heard more. Then, too, channels are made due that wait for a time of a
 * clock that went back.
 */
@Singleton
class MappingFollower implements Round {

    private static final Logger LOG = Logger.getLogger(MappingFollower.class);

    // A transaction of some ten milliseconds; a fleet of 100,000 takes 200 of them.
    private static final int BATCH = 500;

    private static final Duration UNTIL_ALL = Duration.ofMinutes(1);
    private static final Duration UNTIL_FRESH = Duration.ofMillis(500);

    private final Directory directory;
    private final MappingRepository rows;
    private final Loop loop = new Loop("channel-mappings", this);
    private final Set<UUID> mapped = ConcurrentHashMap.newKeySet();
    private final Set<UUID> toLookAt = ConcurrentHashMap.newKeySet();
    private long nextAllNanos = System.nanoTime();

    MappingFollower(Directory directory, MappingRepository rows) {
        this.directory = directory;
        this.rows = rows;
    }

    void start(@Observes StartupEvent event) {
        directory.onChange(DirectoryKinds.CHANNEL, (node, _, after) -> channel(node, after));
        directory.onChange(DirectoryKinds.NODE, (node, _, after) -> node(node, after));
        directory.onChange(DirectoryKinds.STATUS, this::status);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private void channel(UUID node, @Nullable Object after) {
        if (after == null) {
            boolean _ = mapped.remove(node);
        } else {
            boolean _ = mapped.add(node);
        }
        note(node);
    }

    /**
     * Most nodes of a large fleet may have no channel; of one that is gone something may be left.
     */
    private void node(UUID node, @Nullable Object after) {
        if (after == null || mapped.contains(node)) {
            note(node);
        }
    }

    private void status(UUID node, @Nullable StatusEntry before, @Nullable StatusEntry after) {
        if (isAlert(before) != isAlert(after) && mapped.contains(node)) {
            note(node);
        }
    }

    private static boolean isAlert(@Nullable StatusEntry status) {
        return status != null && status.status() == NodeStatus.ALERT;
    }

    private void note(UUID node) {
        if (toLookAt.add(node)) {
            loop.soon();
        }
    }

    @Override
    public Duration run() throws SQLException {
        if (!directory.isFresh()) {
            return UNTIL_FRESH;
        }
        if (System.nanoTime() - nextAllNanos >= 0) {
            compare();
            nextAllNanos = System.nanoTime() + UNTIL_ALL.toNanos();
            int late = rows.bringForward();
            if (late > 0) {
                LOG.warnf("The database's clock went back: channels are due again count=%d", late);
            }
        }
        Set<UUID> batch = nextBatch();
        try {
            write(batch);
        } catch (SQLException | RuntimeException e) {
            boolean _ = toLookAt.addAll(batch);
            throw e;
        }
        return toLookAt.isEmpty() ? UNTIL_ALL : Duration.ZERO;
    }

    /** Mostly all rows are as they should be: only the others are looked at. */
    private void compare() throws SQLException {
        var ofMapped = new AtomicInteger();
        rows.each(row -> {
            if (mapped.contains(row.nodeId())) {
                ofMapped.incrementAndGet();
            }
            if (!isAsTold(row)) {
                boolean _ = toLookAt.add(row.nodeId());
            }
        });
        if (ofMapped.get() < mapped.size()) {
            boolean _ = toLookAt.addAll(mapped);
        }
    }

    private boolean isAsTold(KeptRow row) {
        var node = directory.now(DirectoryKinds.NODE, row.nodeId());
        var told = node.flatMap(this::mapped);
        return told.isPresent() ? row.isOf(told.get()) : node.isPresent() && row.isRetired();
    }

    /** With the channel that feeds it, if one does. */
    private Optional<MappedChannel> mapped(NodeEntry node) {
        var channel = directory.now(DirectoryKinds.CHANNEL, node.id());
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        var status = directory.now(DirectoryKinds.STATUS, node.id());
        return Optional.of(new MappedChannel(node, channel.get(), isAlert(status.orElse(null))));
    }

    private Set<UUID> nextBatch() {
        var batch = new HashSet<UUID>();
        var left = toLookAt.iterator();
        while (left.hasNext() && batch.size() < BATCH) {
            boolean _ = batch.add(left.next());
            // Before it is asked: a change from here on is looked at again.
            left.remove();
        }
        return batch;
    }

    private void write(Set<UUID> nodes) throws SQLException {
        List<MappedChannel> present = new ArrayList<>();
        List<UUID> unmapped = new ArrayList<>();
        List<UUID> deleted = new ArrayList<>();
        for (UUID id : nodes) {
            var node = directory.now(DirectoryKinds.NODE, id);
            var told = node.flatMap(this::mapped);
            if (node.isEmpty()) {
                deleted.add(id);
            } else if (told.isPresent()) {
                present.add(told.get());
            } else {
                unmapped.add(id);
            }
        }
        rows.keep(present);
        rows.prioritise(present);
        rows.retire(unmapped);
        rows.remove(deleted);
    }
}
