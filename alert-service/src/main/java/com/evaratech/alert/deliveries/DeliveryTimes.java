package com.evaratech.alert.deliveries;

import java.time.Duration;
import java.util.Locale;

/** What the times of deliveries may be. */
final class DeliveryTimes {

    /** The longest time for an attempt: well below the lease of whoever tries. */
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

    private DeliveryTimes() {}

    /**
     * Returns when all of them can be.
     *
     * @throws IllegalArgumentException naming the first variable that cannot, and its value
     */
    static void check(DeliveryConfig config) {
        Duration timeout = config.timeout();
        require(
                timeout.isPositive() && timeout.compareTo(LONGEST_ATTEMPT) <= 0,
                "timeout",
                timeout,
                "more than 0 and at most " + LONGEST_ATTEMPT);
        require(config.firstWait().isPositive(), "first-wait", config.firstWait(), "more than 0");
        require(
                config.longestWait().compareTo(config.firstWait()) >= 0,
                "longest-wait",
                config.longestWait(),
                "at least the first wait, " + config.firstWait());
        require(config.patience().isPositive(), "patience", config.patience(), "more than 0");
    }

    private static void require(boolean holds, String name, Duration value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "EVARA_DELIVERIES_%s is %s, allowed: %s"
                            .formatted(
                                    name.replace('-', '_').toUpperCase(Locale.ROOT),
                                    value,
                                    allowed));
        }
    }
}
