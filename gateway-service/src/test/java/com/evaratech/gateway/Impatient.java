package com.evaratech.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A gateway that waits for nobody, without limits, that keeps answers. Short enough to wait for,
 * long enough for a busy machine to answer.
 */
public final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "evara.live.ping-interval", "1s",
                "evara.live.first-message-timeout", "4s",
                "evara.live.connections", "2",
                "evara.live.frames-per-minute", "20",
                // Who listens says nothing for longer, and is no slow caller.
                "evara.door.head-timeout", "1s",
                "evara.door.body-timeout", "1s",
                // One person connects two hundred times.
                "evara.flags.rate-limiting", "false",
                "evara.routing.trusted-proxies", "127.0.0.1",
                "evara.cache.ttl", "60");
    }
}
