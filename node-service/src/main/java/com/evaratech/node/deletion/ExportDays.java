package com.evaratech.node.deletion;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the export of a deleted node is kept: {@code EXPORT_DAYS}, 1 to 3,650. */
@Singleton
class ExportDays {

    private static final String VARIABLE = "EXPORT_DAYS";
    private static final String DEFAULT = "90";
    private static final int MOST = 3_650;

    private final int count;

    ExportDays(@ConfigProperty(name = VARIABLE) Optional<String> text) {
        this.count = parse(text.map(String::strip).filter(it -> !it.isEmpty()).orElse(DEFAULT));
    }

    /** Made at start, so that a wrong value stops it. */
    void check(@Observes StartupEvent event) {}

    int count() {
        return count;
    }

    static int parse(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= MOST) {
                return days;
            }
        }
        throw new ConfigurationException(
                "%s=%s must be a whole number from 1 to %d".formatted(VARIABLE, text, MOST));
    }
}
