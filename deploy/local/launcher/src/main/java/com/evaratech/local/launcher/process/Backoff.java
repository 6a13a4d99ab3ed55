package com.evaratech.local.launcher.process;

import java.time.Duration;

/**
 * How long to wait before a process that died is started again: 1 s, doubled with every death to 30
 * s at most; a process that lived for a minute starts anew at 1 s.
 */
public final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration STEADY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** The pause after a death of a process that had lived for {@code lifetime}. */
    public Duration afterDeath(Duration lifetime) {
        if (lifetime.compareTo(STEADY) >= 0) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}
