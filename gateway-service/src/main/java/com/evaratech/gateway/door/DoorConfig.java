package com.evaratech.gateway.door;

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
}
