package com.evaratech.telemetry.mqtt;

import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import java.util.Optional;

/** What a device showed when it connected, and shows again with each message. */
sealed interface Credential {

    /** How it is called where connections are limited: free of secrets. */
    String name();

    /** The key of a device. */
    record OfDevice(DeviceKey key) implements Credential {
        @Override
        public String name() {
            return key.id();
        }

        /** Whether a topic means this device: by its key, the id of that, or its node. */
        boolean isCalled(String text, DeviceKeyEntry entry) {
            return text.equals(key.id())
                    || text.equals(key.text())
                    || text.equals(entry.nodeId().toString());
        }
    }

    /**
     * The write key of a channel.
     *
     * @param channel its number
     */
    record OfChannel(long channel, String writeKey) implements Credential {
        @Override
        public String name() {
            return "channel " + channel;
        }

        /** Free of the key: this text may go into logs. */
        @Override
        public String toString() {
            return "Credential of " + name();
        }
    }

    /** The device key that stands in the password, or in the name of the user. */
    static Optional<DeviceKey> deviceKey(String user, String password) {
        return DeviceKey.parse(password.strip()).or(() -> DeviceKey.parse(user.strip()));
    }
}
