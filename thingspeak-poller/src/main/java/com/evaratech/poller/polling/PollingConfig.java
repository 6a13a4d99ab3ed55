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

    // The source is one host, however many replicas there are.
    /** Channels that all replicas together poll at the same time. */
    @WithDefault("256")
    @Min(1)
    @Max(10_000)
    int sharedConcurrency();

    // Longer than turn, one more answer, and the writes that follow.
    /** How long others leave a claimed channel alone. */
    @WithDefault("90s")
    Duration lease();

    /** After this time a channel that is behind gives way to the next. */
    @WithDefault("20s")
    Duration turn();

    /** The longest wait after a first failure; chance takes a part of it. */
    @WithDefault("15s")
    Duration firstWait();

    /** The longest wait after failures. */
    @WithDefault("10m")
    Duration longestWait();

    /** The wait after a key was refused for the first time, or a channel was not there. */
    @WithDefault("10m")
    Duration firstRefusedWait();

    /** The longest wait while it stays so; a change of the mapping ends it at once. */
    @WithDefault("6h")
    Duration longestRefusedWait();
}
