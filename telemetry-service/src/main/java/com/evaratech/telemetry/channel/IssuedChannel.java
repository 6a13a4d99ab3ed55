package com.evaratech.telemetry.channel;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A channel with its keys, which are shown this once.
 *
 * @param channel the channel
 * @param writeApiKey with which a device writes
 * @param readApiKey with which its feed is read
 */
@RegisterForReflection
public record IssuedChannel(DeviceChannel channel, String writeApiKey, String readApiKey) {

    /** Free of the keys: this text may go into logs. */
    @Override
    public String toString() {
        return "IssuedChannel[" + channel.id() + "]";
    }
}
