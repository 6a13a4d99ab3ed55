package com.evaratech.alert.deliveries;

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

/**
 * Tells receivers that want it again of what is still open and nobody has acknowledged. One waits
 * at a time for each alert and receiver.
 */
@Singleton
class DeliveryReminders implements Round {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    // Replicas that look at once would both write: the others leave it to the first.
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtextextended('alerting.reminders', 0))";

    // By alert_open and delivery_told. What failed is no reason to be still from then on: who is
    // not left alone is told again.
    private static final String APPEND =
            """
            insert into alerting.delivery
                (route_number, distributor_id, community_id, alert_number, event, body, due_at, tried_from,
                    created_at)
            select r.number, r.distributor_id, r.community_id, a.number, 'reminder',
                cast(jsonb_set(cast(last.body as jsonb), '{type}', '"reminder"') as text),
                now() + r.group_seconds * interval '1 second', now() + r.group_seconds * interval '1 second',
                now()
            from alerting.alert a
            join alerting.route r on r.community_id = a.community_id and r.enabled and r.repeat_minutes > 0
                and %s
            join lateral (
                select d.body, d.state, d.ended_at from alerting.delivery d
                where d.alert_number = a.number and d.route_number = r.number
                    and d.event in ('opened', 'reminder')
                order by d.number desc limit 1) last
                on (last.state in ('delivered', 'grouped') or last.state = 'failed' and not %s)
                    and last.ended_at <= now() - r.repeat_minutes * interval '1 minute'
            where a.state = 'open' and a.acknowledged_at is null
            order by a.number, r.number
            """
                    .formatted(DeliveryTable.IS_ABOUT, ReceiverHosts.IS_LEFT_ALONE);

    private final DataSource database;
    private final DeliverySender sender;
    private final Loop loop = new Loop("alert reminders", this);

    DeliveryReminders(DataSource database, DeliverySender sender) {
        this.database = database;
        this.sender = sender;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        int _ = remind();
        return PAUSE;
    }

    /** Writes the reminders that are due, unless another replica does; how many. */
    int remind() throws SQLException {
        int written = Transaction.of(database, DeliveryReminders::append);
        if (written > 0) {
            sender.soon();
        }
        return written;
    }

    private static int append(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK);
                var row = lock.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return 0;
            }
        }
        try (var statement = connection.prepareStatement(APPEND)) {
            return statement.executeUpdate();
        }
    }
}
