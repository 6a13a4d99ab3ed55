package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.ReceiverHosts;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Shows for how long something has been due for a person of which no message was made; of the whole
 * fleet, in every replica the same.
 */
@Singleton
class NoticeBacklog implements Round {

    static final String AGE = "evara.notices.age";

    private static final Duration PAUSE = Duration.ofSeconds(15);

    // What a message is on the way for already is told by the age of deliveries.
    private static final String QUERY =
            """
            select coalesce(extract(epoch from now() - min(n.due_at)), 0)
            from alerting.notice n
            join alerting.route r on r.number = n.route_number
            where n.due_at <= now() and not %s
                and not exists (
                    select from alerting.delivery made
                    where made.route_number = r.number and made.state = 'waiting' and made.event <> 'test'
                        and (made.held is distinct from 'quiet_hours' or made.due_at <= now()))
            """
                    .formatted(ReceiverHosts.IS_LEFT_ALONE);

    private final DataSource database;
    private final Loop loop = new Loop("backlog of messages to people", this);
    private volatile double ageSeconds;

    NoticeBacklog(DataSource database, MeterRegistry registry) {
        this.database = database;
        var _ =
                Gauge.builder(AGE, () -> ageSeconds)
                        .description("How long the oldest notice has been due without a message")
                        .baseUnit("seconds")
                        .register(registry);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    @Override
    public Duration run() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(QUERY);
                var row = statement.executeQuery()) {
            ageSeconds = row.next() ? Math.max(0, row.getDouble(1)) : 0;
        }
        return PAUSE;
    }
}
