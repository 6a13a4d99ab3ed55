package com.evaratech.alert.trial;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the history of readings is read from, and for how long. */
@ConfigMapping(prefix = "evara.dry-runs")
interface TrialConfig {

    /** Address of telemetry-service. */
    String url();

    /** Time for a connection, and for the beginning of an answer. */
    @WithDefault("5s")
    Duration timeout();

    /** How long a dry run may take; what is not judged by then is left out. */
    @WithDefault("100s")
    Duration patience();

    /** Dry runs at the same time in a replica: each keeps a core busy. */
    @WithDefault("2")
    int atOnce();
}
