package com.evaratech.telemetry.laying;

import com.evaratech.common.loop.Loop;
import com.evaratech.telemetry.laying.LaidRollups.Portion;
import com.evaratech.telemetry.laying.LaidRollups.Table;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * Lays a node's rollups of past days together, portion by portion. Every replica looks; a lock that
 * goes with the transaction lets one of them work. A portion is done whole or not at all, and how
 * far a table is stands with it, so whoever comes next goes on.
 */
@Singleton
class Laying {

    private static final Logger LOG = Logger.getLogger(Laying.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    // Whoever is in the way is so for a transaction.
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private final LaidRollups rollups;
    private final InstantSource clock;
    private final LayingMetrics metrics;
    private final Queue<Table> waiting = new ArrayDeque<>();
    private final Loop loop = new Loop("laying", this::turn);

    Laying(LaidRollups rollups, InstantSource clock, LayingMetrics metrics) {
        this.rollups = rollups;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Lays a portion; how long to wait. */
    Duration turn() throws SQLException {
        if (waiting.isEmpty()) {
            waiting.addAll(Table.all());
        }
        Table table = waiting.element();
        long begun = clock.millis();
        Optional<Portion> portion = rollups.lay(table);
        if (portion.isEmpty()) {
            // The others need not wait for what this one waits for; and that it waits is told.
            waiting.add(waiting.remove());
            metrics.set(rollups.until());
            return BETWEEN_TRIES;
        }
        if (portion.get().nodes() > 0) {
            metrics.laid(table.what(), portion.get().rows());
            LOG.debugf(
                    "Rollups are laid together what=%s kind=%s nodes=%d rows=%d",
                    table.what(), table.kind(), portion.get().nodes(), portion.get().rows());
            // As much rest as work: there is no hurry, and others use the disk.
            return Duration.ofMillis(Math.max(0, clock.millis() - begun));
        }
        Table _ = waiting.remove();
        if (!waiting.isEmpty()) {
            return Duration.ZERO;
        }
        metrics.set(rollups.until());
        return BETWEEN_LOOKS;
    }
}
