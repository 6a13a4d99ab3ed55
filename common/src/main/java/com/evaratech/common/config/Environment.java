package com.evaratech.common.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a service runs, as {@code ENVIRONMENT} names it; each selects one profile of settings. */
public enum Environment {
    DEVELOPMENT("dev"),
    STAGING("staging"),
    PRODUCTION("prod");

    /** The variable that names the environment. */
    public static final String VARIABLE = "ENVIRONMENT";

    static final String NAMES =
            Arrays.stream(values()).map(Environment::code).collect(Collectors.joining(", "));

    private final String profile;

    Environment(String profile) {
        this.profile = profile;
    }

    /** The profile it selects. */
    public String profile() {
        return profile;
    }

    /** The environment of that name, if there is one. */
    public static Optional<Environment> named(String name) {
        // A value from a file ends with a line break.
        var stripped = name.strip();
        return Arrays.stream(values()).filter(e -> e.code().equals(stripped)).findFirst();
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
