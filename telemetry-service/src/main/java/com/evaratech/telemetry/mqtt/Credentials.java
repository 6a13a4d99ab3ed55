package com.evaratech.telemetry.mqtt;

import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/** Tells whether what a device shows is good; blocks. */
@Singleton
class Credentials {

    private final Directory directory;
    private final Channels channels;

    Credentials(Directory directory, Channels channels) {
        this.directory = directory;
        this.channels = channels;
    }

    /**
     * What a device shows, if it opens anything.
     *
     * @throws DependencyUnavailable while the directory cannot tell
     * @throws SQLException when the database cannot
     */
    Optional<Credential> find(String user, String password) throws SQLException {
        Optional<DeviceKey> key = Credential.deviceKey(user, password);
        if (key.isPresent()) {
            return device(key.get()).map(_ -> new Credential.OfDevice(key.get()));
        }
        return channels.forWriting(password)
                .map(opened -> new Credential.OfChannel(opened.channel().id(), password));
    }

    /** The entry of a device's key, as long as it is in use. */
    Optional<DeviceKeyEntry> device(DeviceKey key) {
        return directory.deviceKey(key.id()).await().indefinitely().filter(key::isOf);
    }

    /** The channel, as long as the credential opens it for writing. */
    Optional<Opened> channel(Credential credential, long channel) throws SQLException {
        return switch (credential) {
            case Credential.OfChannel(long own, String writeKey) ->
                    own == channel ? channels.forWriting(writeKey) : Optional.empty();
            case Credential.OfDevice(DeviceKey key) -> {
                Optional<DeviceKeyEntry> entry = device(key);
                yield entry.isPresent()
                        ? channels.ofNode(channel, entry.get().nodeId())
                        : Optional.empty();
            }
        };
    }
}
