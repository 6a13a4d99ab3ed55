package com.evaratech.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operators' variables as found, and the mistakes met while reading them. */
final class Variables {

    private final Function<String, @Nullable String> lookup;
    private final List<Mistake> mistakes = new ArrayList<>();

    Variables(Function<String, @Nullable String> lookup) {
        this.lookup = lookup;
    }

    /** The value; blank counts as not set, since that is how templates leave out a variable. */
    Optional<String> find(String name) {
        return Optional.ofNullable(lookup.apply(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /** The value, or a mistake that says what should stand there. */
    Optional<String> require(String name, String allowed) {
        var value = find(name);
        if (value.isEmpty()) {
            refuse(name, "is missing: set it to " + allowed);
        }
        return value;
    }

    /** Notes a mistake whose value is absent or must not be shown. */
    void refuse(String name, String rule) {
        mistakes.add(new Mistake(name, null, rule));
    }

    /** Notes a mistake whose value helps and holds no secret. */
    void refuse(String name, String value, String rule) {
        mistakes.add(new Mistake(name, value, rule));
    }

    /**
     * Ends the reading.
     *
     * @throws EnvironmentRefused when a mistake was noted
     */
    void throwIfRefused() {
        if (!mistakes.isEmpty()) {
            throw new EnvironmentRefused(mistakes);
        }
    }
}
