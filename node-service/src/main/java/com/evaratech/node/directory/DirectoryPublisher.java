package com.evaratech.node.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Brings the directory in Redis up to the registry. A row is unpublished until it is marked, so a
 * death between commit, writing and marking only repeats the writing, which changes nothing the
 * second time.
 *
 * <p>Straight-line and blocking: for virtual threads.
 */
@ApplicationScoped
class DirectoryPublisher {

    private static final Logger LOG = Logger.getLogger(DirectoryPublisher.class);

    /** Any number will do as long as nothing else of this schema locks it. */
    private static final long PUBLISHER_LOCK = 0x646972656374L;

    // A statement takes milliseconds. Without a limit, a server that vanishes in the middle of one
    // would hold up publishing until TCP gives up on it.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final DataSource database;
    private final DirectorySnapshot snapshot;

    DirectoryPublisher(DataSource database, DirectorySnapshot snapshot) {
        this.database = database;
        this.snapshot = snapshot;
    }

    /**
     * Publishes what waits, or everything when Redis has lost the snapshot. Does nothing while
     * another replica is at it.
     */
    void publish() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
            if (!call(connection, "select pg_try_advisory_lock(?)")) {
                return;
            }
            try {
                publish(new RegistrySource(connection));
            } finally {
                var _ = call(connection, "select pg_advisory_unlock(?)");
            }
        }
    }

    private void publish(RegistrySource registry) throws SQLException {
        if (!snapshot.isComplete()) {
            rebuild(registry);
        }
        for (var table : DirectoryTable.values()) {
            publishWaiting(registry, table);
        }
    }

    private void publishWaiting(RegistrySource registry, DirectoryTable table) throws SQLException {
        List<DirectoryItem> items;
        do {
            items = registry.unpublished(table);
            if (!items.isEmpty()) {
                snapshot.setIfNewer(table.hash(), items);
                registry.markPublished(table, items);
            }
        } while (items.size() == RegistrySource.BATCH);
    }

    private void rebuild(RegistrySource registry) throws SQLException {
        var rebuild = snapshot.startRebuild();
        long count = 0;
        for (var table : DirectoryTable.values()) {
            count += writeAll(registry, table);
        }
        if (snapshot.completeRebuild(rebuild)) {
            LOG.infof("Directory rebuilt entries=%d", count);
        } else {
            LOG.warn("Directory lost while it was rebuilt, starting again at the next sweep");
        }
    }

    private long writeAll(RegistrySource registry, DirectoryTable table) throws SQLException {
        long count = 0;
        long last = 0;
        List<DirectoryItem> items;
        do {
            items = registry.allBehind(table, last);
            if (!items.isEmpty()) {
                snapshot.setIfNewer(table.hash(), items);
                count += items.size();
                last = items.getLast().number();
            }
        } while (items.size() == RegistrySource.BATCH);
        return count;
    }

    private static boolean call(Connection connection, String lockFunction) throws SQLException {
        try (var statement = connection.prepareStatement(lockFunction)) {
            statement.setLong(1, PUBLISHER_LOCK);
            try (var result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
