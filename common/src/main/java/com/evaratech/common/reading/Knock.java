package com.evaratech.common.reading;

import java.time.Duration;

/**
 * How a gateway lets telemetry-service know that readings of devices would come through: it asks
 * for {@link #PATH} by POST, by the way that readings go, and is answered 204. No caller can: the
 * path is in no row of the route matrix, so that no gateway passes it on.
 */
public final class Knock {

    public static final String PATH = "/knock";

    /** How often each gateway knocks. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    // 3 s: one or two may be lost on a busy machine, and an outage is longer.
    /** How long one counts. */
    public static final Duration COUNTS_FOR = Duration.ofSeconds(3);

    private Knock() {}
}
