package com.evaratech.poller.thingspeak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where ThingSpeak is, and how it is asked; what operators set is read by {@link HostSettings}. */
@ConfigMapping(prefix = "evara.thingspeak")
public interface ThingSpeakConfig {

    /** Its address, without the path of a channel. */
    Optional<String> url();

    /** Requests a minute for one key, or for one channel without a key. */
    Optional<String> rateLimit();

    /** Whether its name may stand for an address of a private network. */
    Optional<String> allowPrivate();

    /** How long a connection may take. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long an answer may take, to its last byte. */
    @WithDefault("10s")
    Duration answerTimeout();

    /** How long nobody is asked after the host failed too often. */
    @WithDefault("10s")
    Duration rest();
}
