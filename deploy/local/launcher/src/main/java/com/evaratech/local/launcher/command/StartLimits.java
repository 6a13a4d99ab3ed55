package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.Trouble;
import java.time.Duration;
import java.util.Map;

/**
 * What a start may ask of the machine.
 *
 * @param leastFreeMb free disk space below which nothing is started, in MiB ({@code
 *     EVARA_MIN_FREE_MB})
 * @param ready how long a member may take to get ready ({@code EVARA_READY_SECONDS})
 */
record StartLimits(long leastFreeMb, Duration ready) {

    // A new PostgreSQL cluster, its write-ahead log up to max_wal_size and some days of logs fit
    // into this.
    private static final long DEFAULT_FREE_MB = 1_024;

    // A loaded two-core machine takes several times the usual 3 to 6 s.
    private static final long DEFAULT_READY_SECONDS = 180;

    static StartLimits of(Map<String, String> environment) {
        return new StartLimits(
                number(environment, "EVARA_MIN_FREE_MB", DEFAULT_FREE_MB),
                Duration.ofSeconds(
                        number(environment, "EVARA_READY_SECONDS", DEFAULT_READY_SECONDS)));
    }

    private static long number(Map<String, String> environment, String name, long otherwise) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,12}")) {
            throw new Trouble("%s must be a whole number, not \"%s\".".formatted(name, text));
        }
        return Long.parseLong(text);
    }
}
