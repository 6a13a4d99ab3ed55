package com.evaratech.telemetry.packing;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many days the last instant of a month must be past until its readings are packed: {@code
 * PACK_AFTER_DAYS}, 31 to 36,500. Without it nothing is packed: a release that does not know of
 * packed readings would not find them, so it is for whoever operates it to say that none comes
 * back.
 */
@Singleton
class ColdAge {

    private static final String VARIABLE = "PACK_AFTER_DAYS";
    // What is younger, the writer takes for plain without looking.
    private static final int FEWEST = 31;
    private static final int MOST = 36_500;

    private final OptionalInt days;

    ColdAge(@ConfigProperty(name = VARIABLE) Optional<String> given) {
        this.days = parse(given.map(String::strip).filter(text -> !text.isEmpty()));
    }

    /** Made at start, so that a wrong value stops it. */
    void check(@Observes StartupEvent event) {}

    /** Empty when nothing is to be packed. */
    OptionalInt days() {
        return days;
    }

    private static OptionalInt parse(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.get().matches("[0-9]{1,5}")) {
            int days = Integer.parseInt(text.get());
            if (days >= FEWEST && days <= MOST) {
                return OptionalInt.of(days);
            }
        }
        throw new ConfigurationException(
                "%s=%s must be a whole number from %d to %d"
                        .formatted(VARIABLE, text.get(), FEWEST, MOST));
    }
}
