package com.evaratech.telemetry.packing;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many days the last instant of a month must be past until its readings are packed: {@code
 * PACK_AFTER_DAYS}, 31 to 36,500. More than readings are kept means that nothing is packed.
 */
@Singleton
class ColdAge {

    private static final String VARIABLE = "PACK_AFTER_DAYS";
    // What is younger, the writer takes for plain without looking.
    private static final int FEWEST = 31;
    private static final int MOST = 36_500;
    // Lines are down for days and sometimes weeks; what comes later than that is rare.
    private static final int DEFAULT = 60;

    private final int days;

    ColdAge(@ConfigProperty(name = VARIABLE) Optional<String> given) {
        this.days = parse(given.map(String::strip).filter(text -> !text.isEmpty()));
    }

    /** Made at start, so that a wrong value stops it. */
    void check(@Observes StartupEvent event) {}

    int days() {
        return days;
    }

    private static int parse(Optional<String> text) {
        if (text.isEmpty()) {
            return DEFAULT;
        }
        if (text.get().matches("[0-9]{1,5}")) {
            int days = Integer.parseInt(text.get());
            if (days >= FEWEST && days <= MOST) {
                return days;
            }
        }
        throw new ConfigurationException(
                "%s=%s must be a whole number from %d to %d"
                        .formatted(VARIABLE, text.get(), FEWEST, MOST));
    }
}
