package com.evaratech.telemetry.series;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a series is made from. */
enum Resolution {
    /** The readings themselves. */
    RAW("raw"),
    /** Quarters of an hour. */
    QUARTER("15m"),
    /** Days of the nodes' own zone. */
    DAY("day");

    private final String code;

    Resolution(String code) {
        this.code = code;
    }

    /** Its name in requests and answers. */
    String code() {
        return code;
    }

    /** The shortest step that can be made from it. */
    Step unit() {
        return switch (this) {
            case RAW -> Step.ofSeconds(1);
            case QUARTER -> Step.QUARTER;
            case DAY -> Step.DAY;
        };
    }

    /** The coarsest one that a step can be made from. */
    static Resolution of(Step step) {
        if (step.compareTo(DAY.unit()) >= 0) {
            return DAY;
        }
        return step.compareTo(QUARTER.unit()) >= 0 ? QUARTER : RAW;
    }

    static Optional<Resolution> find(String text) {
        return Arrays.stream(values())
                .filter(each -> each.code.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
