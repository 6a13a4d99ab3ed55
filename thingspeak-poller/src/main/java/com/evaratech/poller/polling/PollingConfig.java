package com.evaratech.poller.polling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * How much of the work a replica takes, and how patient it is.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.polling")
public interface PollingConfig {

    // 32: at half a second a poll, 1,000 channels take 16 s; the largest answers take 128 MB then.
    /** Channels that one replica polls at the same time. */
    @WithDefault("32")
    @Min(1)
    @Max(1_000)
    int concurrency();

    // Longer than turn, one more answer, and the writes that follow.
    /** How long others leave a claimed channel alone. */
    @WithDefault("90s")
    Duration lease();

    /** After this time a channel that is behind gives way to the next. */
    @WithDefault("20s")
    Duration turn();

    /** The wait after a first failure, before chance. */
    @WithDefault("15s")
    Duration firstWait();

    /** The longest wait after failures. */
    @WithDefault("10m")
    Duration longestWait();
}
