package com.evaratech.telemetry.packing;

import com.evaratech.common.loop.Loop;
import com.evaratech.telemetry.packing.PackedMonths.Month;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * Packs the months that are long past, portion by portion. Every replica looks; a lock that goes
 * with the transaction lets one of them work. A portion is there whole or not at all, and how far a
 * month is stands with it, so whoever comes next goes on.
 */
@Singleton
class Packing {

    private static final Logger LOG = Logger.getLogger(Packing.class);
    // Also before the first: until then a change of settings that was a mistake can be taken back.
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final PackedMonths months;
    private final ColdAge age;
    private final InstantSource clock;
    private final PackingMetrics metrics;
    private final Queue<Month> waiting = new ArrayDeque<>();
    private final Loop loop = new Loop("packing", this::round);
    private boolean isWarm;

    Packing(PackedMonths months, ColdAge age, InstantSource clock, PackingMetrics metrics) {
        this.months = months;
        this.age = age;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private Duration round() throws SQLException {
        if (!isWarm) {
            isWarm = true;
            metrics.set(months.totals());
            return BETWEEN_LOOKS;
        }
        return turn();
    }

    /** Packs a portion; how long to wait. */
    Duration turn() throws SQLException {
        if (age.days().isEmpty()) {
            return BETWEEN_LOOKS;
        }
        int days = age.days().getAsInt();
        if (waiting.isEmpty()) {
            waiting.addAll(months.cold(days));
        }
        Month month = waiting.peek();
        if (month == null) {
            return BETWEEN_LOOKS;
        }
        long begun = clock.millis();
        OptionalLong packed = months.pack(month, days);
        if (packed.isPresent() && packed.getAsLong() > 0) {
            metrics.packed(packed.getAsLong());
            LOG.debugf(
                    "Readings are packed kind=%s month=%s readings=%d",
                    month.kind(), month.first(), packed.getAsLong());
            // As much rest as work: there is no hurry, and others use the disk.
            return Duration.ofMillis(Math.max(0, clock.millis() - begun));
        }
        // Whatever is in the way, it is there again at the next look.
        Month _ = waiting.remove();
        metrics.set(months.totals());
        return waiting.isEmpty() ? BETWEEN_LOOKS : Duration.ZERO;
    }
}
