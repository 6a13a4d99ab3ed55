package com.evaratech.gateway.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * How many may have live updates, and how they are kept.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.live")
public interface LiveConfig {

    // 8: a person's browser tabs and phone.
    /** Connections that one person may have to one process. */
    @WithDefault("8")
    @Min(1)
    @Max(10_000)
    int connectionsPerPerson();

    /** Connections that one process has at most. */
    @WithDefault("5000")
    @Min(1)
    @Max(100_000)
    int connections();

    // 2,000: two full pages of a channel that was away for long.
    /** Messages that may wait for one slow client. */
    @WithDefault("2000")
    @Min(1)
    @Max(100_000)
    int waiting();

    /** How often a client is asked whether it is still there. */
    @WithDefault("20s")
    Duration pingInterval();

    /** How long a client may take to say what it wants. */
    @WithDefault("10s")
    Duration firstMessageTimeout();

    // 2 minutes: a tunnel, a new token, a replica that is replaced.
    /** How long a client may be away and still be told what it missed. */
    @WithDefault("2m")
    Duration resume();

    // 32 MB: two minutes of 1,500 entries a second.
    /** What of it is kept in memory at most. */
    @WithDefault("32M")
    MemorySize resumeBytes();

    // 240: a page whose person zooms in and out without rest.
    /** WebSocket frames that a client may send in a minute. */
    @WithDefault("240")
    @Min(10)
    @Max(100_000)
    int framesPerMinute();
}
