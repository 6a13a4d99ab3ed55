package com.evaratech.telemetry.store;

import java.util.Locale;

/** What became of an accepted reading. */
public enum Outcome {
    /** Nothing was known of this node at this instant. */
    STORED,
    /** It added metrics to what was known. */
    MERGED,
    /** It said nothing new. */
    DUPLICATE,
    /** It said something else of a metric; the first value stays. */
    CONFLICT,
    /** Rejected: its node had been deleted before it came. */
    NODE_FORGOTTEN;

    /** Its name in rows, answers and metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
