package com.evaratech.gateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How patient the door is with callers, and how often it was not any more. */
@Singleton
class SlowCallers {

    private static final String CUT = "evara.door.cut";

    // Connections are watched where there are no beans: from their first byte on.
    private static volatile @Nullable SlowCallers current;

    private final long headMillis;
    private final long bodyMillis;
    private final long slowestBytesPerSecond;
    private final int headerFields;
    private final Map<Cut, Counter> cuts = new EnumMap<>(Cut.class);

    SlowCallers(DoorConfig config, MeterRegistry registry) {
        this.headMillis = positive("EVARA_DOOR_HEAD_TIMEOUT=%s", config.headTimeout());
        this.bodyMillis = positive("EVARA_DOOR_BODY_TIMEOUT=%s", config.bodyTimeout());
        this.slowestBytesPerSecond = config.slowestBody().asLongValue();
        this.headerFields = config.headerFields();
        if (slowestBytesPerSecond < 1 || headerFields < 1) {
            throw new ConfigurationException(
                    "EVARA_DOOR_SLOWEST_BODY=%d and EVARA_DOOR_HEADER_FIELDS=%d must be at least 1"
                            .formatted(slowestBytesPerSecond, headerFields));
        }
        for (Cut cut : Cut.values()) {
            cuts.put(
                    cut,
                    Counter.builder(CUT)
                            .description("Connections of callers that did not get on")
                            .tag("reason", cut.code())
                            .register(registry));
        }
    }

    private static long positive(String setting, Duration value) {
        if (!value.isPositive()) {
            throw new ConfigurationException(
                    setting.formatted(value) + " must be longer than nothing");
        }
        return value.toMillis();
    }

    /** Those of this process; nothing before it has started. */
    static Optional<SlowCallers> current() {
        return Optional.ofNullable(current);
    }

    void start(@Observes StartupEvent event) {
        current = this;
    }

    long headMillis() {
        return headMillis;
    }

    /** How far a body may be behind, and how far what came fast may put it ahead. */
    long bodyMillis() {
        return bodyMillis;
    }

    /** How long so many bytes may take. */
    long millisFor(long bytes) {
        return bytes * 1_000 / slowestBytesPerSecond;
    }

    int headerFields() {
        return headerFields;
    }

    void count(Cut cut) {
        Objects.requireNonNull(cuts.get(cut)).increment();
    }
}
