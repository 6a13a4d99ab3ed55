package com.evaratech.alert.tenants;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.sql.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes the rules, receivers and silences of communities that the directory knows no more, a
 * moment after it says so. Replicas may do so at once.
 */
@Singleton
class TenantUpkeep implements Round {

    private static final Logger LOG = Logger.getLogger(TenantUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // For what went while nobody listened.
    private static final Duration BETWEEN_LOOKS_AT_ALL = Duration.ofMinutes(10);

    private final DataSource database;
    private final Directory directory;
    private final Set<UUID> gone = ConcurrentHashMap.newKeySet();
    private final Loop loop = new Loop("upkeep of tenants", this);
    private long lookAtAllNanos = System.nanoTime();

    TenantUpkeep(DataSource database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) {
        directory.onChange(
                DirectoryKinds.COMMUNITY,
                (id, before, after) -> {
                    if (before != null && after == null && gone.add(id)) {
                        loop.soon();
                    }
                });
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        // That a community is not there is only known while the directory is fresh.
        if (!directory.isFresh()) {
            return PAUSE;
        }
        if (System.nanoTime() - lookAtAllNanos >= 0) {
            lookAtAll();
            lookAtAllNanos = System.nanoTime() + BETWEEN_LOOKS_AT_ALL.toNanos();
        }
        Set<UUID> told = Set.copyOf(gone);
        if (!told.isEmpty()) {
            remove(told);
            boolean _ = gone.removeAll(told);
        }
        return PAUSE;
    }

    /** Looks at every community of which there is something. */
    void lookAtAll() throws SQLException {
        Set<UUID> owners;
        try (var connection = database.getConnection()) {
            owners = CommunityThings.owners(connection);
        }
        remove(owners);
    }

    /** Of these, what belongs to those that are not there now. */
    private void remove(Set<UUID> communities) throws SQLException {
        Set<UUID> unknown = new HashSet<>(communities);
        unknown.removeIf(this::isThere);
        if (unknown.isEmpty()) {
            return;
        }
        int removed =
                Transaction.of(
                        database, transaction -> CommunityThings.remove(transaction, unknown));
        if (removed > 0) {
            LOG.infof("Things of communities that are no more were removed things=%d", removed);
        }
    }

    private boolean isThere(UUID community) {
        try {
            return directory.community(community).await().indefinitely().isPresent();
        } catch (DependencyUnavailable e) {
            // It is looked at with all the next time.
            return true;
        }
    }
}
