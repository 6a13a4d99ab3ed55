package com.evaratech.gateway.versions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long version 1 lives. */
@ConfigMapping(prefix = "evara.versions.v1")
interface VersionsConfig {

    /** The day since when version 1 is deprecated, such as {@code 2027-01-01}; {@code none}. */
    @WithDefault("none")
    String deprecatedSince();

    /** The day on which version 1 ends, six months later at the earliest; {@code none}. */
    @WithDefault("none")
    String sunset();
}
