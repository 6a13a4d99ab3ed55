package com.evaratech.telemetry.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What devices may take of one process by MQTT, besides the limits that hold for them whatever way
 * they send.
 *
 * <p>Public, because its constraints are checked by reflection, which native images know only of
 * public mappings.
 */
@ConfigMapping(prefix = "evara.mqtt")
public interface MqttConfig {

    // 10,000: some 20 kB each of buffers and state.
    /** Connections at a time. */
    @WithDefault("10000")
    @Min(1)
    @Max(1_000_000)
    int connections();

    // 4: one that works, and those before it that are not yet known to be dead.
    /** Connections that one key may have at a time. */
    @WithDefault("4")
    @Min(1)
    @Max(1_000)
    int connectionsPerKey();

    /** Messages of one connection that may wait for their acknowledgement. */
    @WithDefault("1000")
    @Min(1)
    @Max(65_535)
    int waitingMessages();

    /** Bytes of one message at most. */
    @WithDefault("65536")
    @Min(1_024)
    @Max(1_048_576)
    int messageBytes();
}
