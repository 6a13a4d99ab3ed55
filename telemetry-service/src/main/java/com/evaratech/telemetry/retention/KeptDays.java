package com.evaratech.telemetry.retention;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long months are kept: {@code READINGS_DAYS} for readings, {@code QUARTERS_DAYS} for quarters
 * of an hour, 400 to 36,500 each. Days are kept for ever.
 */
@Singleton
public class KeptDays {

    private static final String READINGS = "READINGS_DAYS";
    private static final String QUARTERS = "QUARTERS_DAYS";
    // As far back as readings are accepted.
    private static final int FEWEST = 400;
    private static final int MOST = 36_500;
    // Three years and the months around them.
    private static final int DEFAULT_QUARTERS = 1_200;

    private final int readings;
    private final int quarters;

    KeptDays(
            @ConfigProperty(name = READINGS) Optional<String> readings,
            @ConfigProperty(name = QUARTERS) Optional<String> quarters) {
        this.readings = parse(READINGS, readings, FEWEST);
        this.quarters = parse(QUARTERS, quarters, DEFAULT_QUARTERS);
    }

    /** Made at start, so that a wrong value stops it. */
    void check(@Observes StartupEvent event) {}

    /** How far back there are both, so that what comes late can be put where it belongs. */
    public int whole() {
        return Math.min(readings, quarters);
    }

    int readings() {
        return readings;
    }

    int quarters() {
        return quarters;
    }

    private static int parse(String variable, Optional<String> given, int otherwise) {
        Optional<String> text = given.map(String::strip).filter(it -> !it.isEmpty());
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("[0-9]{1,5}")) {
            int days = Integer.parseInt(text.get());
            if (days >= FEWEST && days <= MOST) {
                return days;
            }
        }
        throw new ConfigurationException(
                "%s=%s must be a whole number from %d to %d"
                        .formatted(variable, text.get(), FEWEST, MOST));
    }
}
