package com.evaratech.gateway.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where answers are kept, and which. */
@ConfigMapping(prefix = "evara.cache")
interface CacheConfig {

    /** The Redis of what may be lost; set from the operators' {@code REDIS_CACHE_URL}. */
    String url();

    /** How long an answer is kept at most, whatever its route says; set by {@code CACHE_TTL}. */
    Duration ttl();

    /**
     * How long requests wait for that Redis: with one that takes longer the service itself, and a
     * limit for each replica, are better.
     */
    @WithDefault("250ms")
    Duration patience();

    // 1 MB: a page of the longest kind is half of it.
    /** The largest answer that is kept. */
    @WithDefault("1M")
    MemorySize largest();
}
