package com.evaratech.telemetry.laying;

import com.evaratech.telemetry.laying.LaidRollups.What;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many rows were laid together, and since when rows wait for it, as of the last look. */
@Singleton
class LayingMetrics {

    private static final String LAID = "evara.rollups.laid";
    private static final String WAITING = "evara.rollups.waiting";
    private static final String WHAT = "what";

    private final InstantSource clock;
    private final Map<What, Counter> laid = new EnumMap<>(What.class);
    private volatile Map<What, LocalDate> until = Map.of();

    LayingMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        for (What what : What.values()) {
            var _ =
                    laid.put(
                            what,
                            Counter.builder(LAID)
                                    .description("Rows of rollups that this replica laid together")
                                    .tag(WHAT, what.code())
                                    .register(registry));
            var _ =
                    Gauge.builder(WAITING, this, each -> each.waitingSeconds(what))
                            .description("Age of the oldest day whose rows do not lie together")
                            .baseUnit("seconds")
                            .tag(WHAT, what.code())
                            .register(registry);
        }
    }

    void laid(What what, long rows) {
        Counter counter = laid.get(what);
        if (counter != null) {
            counter.increment((double) rows);
        }
    }

    void set(Map<What, LocalDate> seen) {
        until = Map.copyOf(seen);
    }

    private double waitingSeconds(What what) {
        @Nullable LocalDate day = until.get(what);
        return day == null
                ? 0
                : Duration.between(day.atStartOfDay(ZoneOffset.UTC).toInstant(), clock.instant())
                        .toSeconds();
    }
}
