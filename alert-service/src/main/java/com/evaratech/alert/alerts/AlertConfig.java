package com.evaratech.alert.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long alerts are kept. */
@ConfigMapping(prefix = "evara.alerts")
interface AlertConfig {

    /** How long one is kept after it is over; as a rule as long as readings, which tell of it. */
    @WithDefault("400d")
    Duration kept();
}
