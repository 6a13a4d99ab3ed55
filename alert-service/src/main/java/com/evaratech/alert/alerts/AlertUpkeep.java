package com.evaratech.alert.alerts;

import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.sql.Transaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes alerts that have been over for as long as they are kept, with their comments and
 * deliveries. Replicas may do so at once.
 */
@Singleton
class AlertUpkeep implements Round {

    private static final Logger LOG = Logger.getLogger(AlertUpkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofDays(31);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    // With the deliveries of each, still a short transaction.
    private static final int REMOVED_AT_ONCE = 1_000;

    private static final String REMOVE =
            "select alerting.remove_old_alerts(? * interval '1 second', ?)";

    private final DataSource database;
    private final Duration kept;
    private final Loop loop = new Loop("alert upkeep", this);

    /**
     * One that does nothing yet.
     *
     * @throws IllegalArgumentException naming the variable that cannot be, and its value
     */
    AlertUpkeep(DataSource database, AlertConfig config) {
        this.database = database;
        this.kept = config.kept();
        if (kept.compareTo(SHORTEST) < 0 || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "EVARA_ALERTS_KEPT is %s, allowed: %d to %d days"
                            .formatted(kept, SHORTEST.toDays(), LONGEST.toDays()));
        }
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        long removed = Transaction.of(database, this::remove);
        if (removed > 0) {
            LOG.infof("Alerts were removed that were over long ago count=%d", removed);
        }
        return removed == REMOVED_AT_ONCE ? Duration.ZERO : PAUSE;
    }

    private long remove(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement(REMOVE)) {
            statement.setLong(1, kept.toSeconds());
            statement.setInt(2, REMOVED_AT_ONCE);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
