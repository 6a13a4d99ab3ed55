package com.evaratech.alert.deliveries;

import com.evaratech.common.loop.Loop;
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
 * Shows how many deliveries wait, and since when the oldest of them is tried. Every replica shows
 * those of the whole fleet, so the largest counts.
 */
@Singleton
class DeliveryLevel {

    static final String WAITING = "evara.deliveries.waiting";
    static final String AGE = "evara.deliveries.age";

    // As often as Prometheus looks.
    private static final Duration BETWEEN_READS = Duration.ofSeconds(15);

    // By delivery_due, which holds what waits and nothing else.
    private static final String LEVEL =
            """
            select count(*), coalesce(extract(epoch from now() - min(d.tried_from)), 0)
            from alerting.delivery d where d.state = 'waiting'
            """;

    private final DataSource database;
    private final Loop loop = new Loop("alert delivery level", this::read);
    private volatile Level level = new Level(0, 0);

    private record Level(long waiting, double ageSeconds) {}

    DeliveryLevel(DataSource database, MeterRegistry registry) {
        this.database = database;
        var _ =
                Gauge.builder(WAITING, this, it -> it.level.waiting())
                        .description("Deliveries that wait to be told")
                        .strongReference(true)
                        .register(registry);
        var _ =
                Gauge.builder(AGE, this, it -> it.level.ageSeconds())
                        .description("For how long the oldest waiting delivery is tried")
                        .baseUnit("seconds")
                        .strongReference(true)
                        .register(registry);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private Duration read() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(LEVEL)) {
            if (rows.next()) {
                // What is held back is tried from a time that is still to come.
                level = new Level(rows.getLong(1), Math.max(0, rows.getDouble(2)));
            }
        }
        return BETWEEN_READS;
    }
}
