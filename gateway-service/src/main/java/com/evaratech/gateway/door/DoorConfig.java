package com.evaratech.gateway.door;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who may call the gateway from where, and how. */
@ConfigMapping(prefix = "evara.door")
interface DoorConfig {

    /** Origins whose pages may call the API, parted by commas; {@code none}. */
    @WithDefault("none")
    String corsOrigins();

    /** Whether callers of whom a proxy of ours says that they came by HTTP are sent to HTTPS. */
    @WithDefault("true")
    boolean httpsOnly();

    /** Whether devices may come by HTTP all the same. */
    @WithDefault("false")
    boolean plainHttpDevices();

    /** How long browsers remember to come by HTTPS alone. */
    @WithDefault("365d")
    Duration hstsAge();

    // 20 s: what a modem with a bad signal takes for its whole handshake.
    /** How long a caller may take for the head of a request, and to say anything at all. */
    @WithDefault("20s")
    Duration headTimeout();

    /**
     * How long a body may take beyond what its bytes take at the slowest speed, and how long it may
     * stand still however fast it came before.
     */
    @WithDefault("20s")
    Duration bodyTimeout();

    // 1 KB: half of what GPRS moves.
    /** The slowest speed of a body, in bytes a second; at least 1. */
    @WithDefault("1K")
    MemorySize slowestBody();

    /** Header fields that a request may have. */
    @WithDefault("100")
    int headerFields();
}
