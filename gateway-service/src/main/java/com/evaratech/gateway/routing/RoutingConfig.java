package com.evaratech.gateway.routing;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where requests go and how long and how large they may be.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.routing")
public interface RoutingConfig {

    /** Address of each service by its name in the route matrix. */
    @NotEmpty
    Map<String, String> upstreams();

    /**
     * Addresses or ranges of the proxies in front of the gateway, whose {@code X-Forwarded-For} and
     * {@code X-Forwarded-Proto} count.
     */
    Optional<List<String>> trustedProxies();

    /**
     * How long a connection to a service may take, waiting for a free one included; three quarters
     * of it, until the other side answers at all.
     */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may take to begin its answer, counted from the end of the request. */
    @WithDefault("30s")
    Duration responseTimeout();

    /** How long the parts of an answer may take that is made of several services' answers. */
    @WithDefault("2s")
    Duration viewTimeout();

    /** How long an exchange may stand still in both directions before it is cut off. */
    @WithDefault("60s")
    Duration idleTimeout();

    // 128: one process' open requests to one service; past it, callers wait for a free connection.
    /** Connections to one service at the same time; each event loop has its share, 16 at least. */
    @WithDefault("128")
    @Min(1)
    @Max(10_000)
    int connections();

    /** Requests that may wait for a connection before further ones are refused; likewise. */
    @WithDefault("512")
    @Min(0)
    @Max(100_000)
    int waiting();

    /** The largest request body that is passed on. */
    @WithDefault("10M")
    MemorySize bodyLimit();
}
