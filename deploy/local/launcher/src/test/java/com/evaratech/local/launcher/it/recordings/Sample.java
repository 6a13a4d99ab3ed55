package com.evaratech.local.launcher.it.recordings;

import java.time.Instant;
import java.util.Map;

/**
 * What is left of a row.
 *
 * @param at when it was measured
 * @param values by metric: a {@link Double} or a word
 */
record Sample(Instant at, Map<String, Object> values) {

    Sample {
        values = Map.copyOf(values);
    }
}
