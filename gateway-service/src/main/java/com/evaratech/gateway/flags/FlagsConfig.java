package com.evaratech.gateway.flags;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is switched on, and where it may be overruled.
 *
 * <p>Public, because native images know only public mappings.
 */
@ConfigMapping(prefix = "evara.flags")
public interface FlagsConfig {

    /** Set by the operators' {@code ENABLE_RATE_LIMITING}. */
    @WithDefault("true")
    boolean rateLimiting();

    /** Set by the operators' {@code ENABLE_WEBSOCKETS}. */
    @WithDefault("true")
    boolean websockets();

    /** The folder whose files overrule these; it need not be there. */
    Path folder();

    // 10 s: Kubernetes itself takes a minute or more to show a changed ConfigMap to a pod.
    /** How often it is looked at. */
    @WithDefault("10s")
    Duration lookEvery();
}
