package com.evaratech.alert.publish;

import com.evaratech.alert.alerts.OpenAlert;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.outbox.OutboxEvent;
import com.evaratech.common.outbox.OutboxSession;
import com.evaratech.common.outbox.OutboxTarget;
import com.evaratech.common.outbox.Version;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the outbox to the stream of alert events, and cuts off what is older than a day. For one
 * relay's thread, which lets it {@link #release} its connection after each failure.
 */
final class AlertStreamTarget implements OutboxTarget {

    private static final Logger LOG = Logger.getLogger(AlertStreamTarget.class);

    // Well below the silence after which the database takes the relay for dead.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    // Whoever was away for longer asks for the open alerts instead.
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration TRIM_PAUSE = Duration.ofMinutes(1);

    private final Bus bus;
    private final PublishMetrics metrics;
    private final InstantSource clock;
    private @Nullable BusConnection connection;
    private Instant nextTrim = Instant.EPOCH;

    AlertStreamTarget(Bus bus, PublishMetrics metrics, InstantSource clock) {
        this.bus = bus;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * A database that was restored to an earlier time gives numbers anew, and consumers would take
     * their events for ones that they have: from here on versions exceed all that were told. Which
     * alerts are open is told anew then, and when Redis does not know it.
     */
    @Override
    public void prepare(OutboxSession outbox) throws SQLException {
        BusConnection redis = connection();
        AlertStream.Last last = AlertStream.look(redis);
        Version version = last.version();
        boolean wentBack = version != null && outbox.wentBackBefore(version, last.event());
        if (version != null && wentBack) {
            long raised = Math.max(version.incarnation(), outbox.relayed().incarnation()) + 1;
            outbox.raiseIncarnation(raised);
            LOG.warnf("Database went back in time: versions are raised incarnation=%d", raised);
        }
        if (wentBack || !last.knowsOpen()) {
            // When events came in between, the next look finds it undone.
            boolean isDone = AlertStream.rewrite(redis, last, OpenAlert.nodes(outbox.connection()));
            LOG.infof("Open alerts are told anew done=%s", isDone);
        }
        trim(redis);
    }

    @Override
    public void deliver(List<OutboxEvent> batch) {
        long _ = AlertStream.put(connection(), batch);
        batch.forEach(metrics::told);
    }

    private void trim(BusConnection redis) {
        Instant now = clock.instant();
        if (now.isBefore(nextTrim)) {
            return;
        }
        long _ = AlertStream.trim(redis, KEPT);
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
