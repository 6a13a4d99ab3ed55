package com.evaratech.alert.deliveries;

import java.time.Duration;

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
                "EVARA_DELIVERIES_TIMEOUT",
                timeout,
                "more than 0 and at most " + LONGEST_ATTEMPT);
        require(
                config.firstWait().isPositive(),
                "EVARA_DELIVERIES_FIRST_WAIT",
                config.firstWait(),
                "more than 0");
        require(
                config.longestWait().compareTo(config.firstWait()) >= 0,
                "EVARA_DELIVERIES_LONGEST_WAIT",
                config.longestWait(),
                "at least the first wait, " + config.firstWait());
        require(
                config.patience().isPositive(),
                "EVARA_DELIVERIES_PATIENCE",
                config.patience(),
                "more than 0");
    }

    private static void require(boolean holds, String variable, Duration value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s, allowed: %s".formatted(variable, value, allowed));
        }
    }
}
