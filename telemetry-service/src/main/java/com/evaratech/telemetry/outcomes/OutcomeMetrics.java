package com.evaratech.telemetry.outcomes;

import com.evaratech.common.loop.Loop;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Shows the counts as {@code evara_readings_total{source,outcome}}. They are read from the rows
 * that were written with the positions, so a crash neither loses nor doubles one; every replica
 * shows the same numbers, which are those of the whole fleet.
 */
@Singleton
class OutcomeMetrics {

    private static final String NAME = "evara.readings";
    // As often as Prometheus looks.
    private static final Duration BETWEEN_READS = Duration.ofSeconds(15);

    private final DataSource database;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("outcome metrics", this::read);

    OutcomeMetrics(DataSource database, MeterRegistry metrics) {
        this.database = database;
        this.metrics = metrics;
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
                var rows = statement.executeQuery(OutcomeResource.SUMS)) {
            while (rows.next()) {
                count(rows.getString("source"), rows.getString("outcome"))
                        .set(rows.getLong("readings"));
            }
        }
        return BETWEEN_READS;
    }

    private AtomicLong count(String source, String outcome) {
        return counts.computeIfAbsent(
                source + " " + outcome,
                key -> {
                    var count = new AtomicLong();
                    var _ =
                            FunctionCounter.builder(NAME, count, AtomicLong::doubleValue)
                                    .description("Accepted readings by what became of them")
                                    .tag("source", source)
                                    .tag("outcome", outcome)
                                    .register(metrics);
                    return count;
                });
    }
}
