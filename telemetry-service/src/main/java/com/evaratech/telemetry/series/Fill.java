package com.evaratech.telemetry.series;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a series says of steps in which nothing was measured. */
enum Fill {
    /** They are left out. */
    NONE,
    /** They are there, without a value. */
    NULL,
    /** The average of the step before that has one. */
    PREVIOUS,
    /** On a straight line between the averages of the steps around. */
    LINEAR;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fill> find(String text) {
        return Arrays.stream(values()).filter(each -> each.code().equals(text)).findFirst();
    }
}
