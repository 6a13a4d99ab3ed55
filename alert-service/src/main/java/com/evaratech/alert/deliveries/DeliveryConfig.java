package com.evaratech.alert.deliveries;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How deliveries are tried. */
@ConfigMapping(prefix = "evara.deliveries")
interface DeliveryConfig {

    /** Whether receivers may be at addresses of private networks, and be spoken to without TLS. */
    @WithDefault("false")
    boolean privateAddresses();

    /** Time for a request, from the connection's beginning to the answer's. */
    @WithDefault("10s")
    Duration timeout();

    /** The wait after the first failure; it doubles with each. */
    @WithDefault("5s")
    Duration firstWait();

    /** The longest of these waits. */
    @WithDefault("1h")
    Duration longestWait();

    /** How long a delivery is tried at all. */
    @WithDefault("24h")
    Duration patience();
}
