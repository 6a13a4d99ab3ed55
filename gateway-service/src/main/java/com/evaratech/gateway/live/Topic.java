package com.evaratech.gateway.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A kind of news. */
enum Topic {
    /** What nodes measured. */
    READINGS,
    /** Alerts that open and are resolved. */
    ALERTS,
    /** Whether nodes are online, silent or worked on. */
    STATUS;

    /** For clients that do not say. */
    static final Set<Topic> USUAL = Set.of(READINGS, ALERTS);

    /** As clients write it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Topic> find(String code) {
        return Arrays.stream(values()).filter(topic -> topic.code().equals(code)).findFirst();
    }
}
