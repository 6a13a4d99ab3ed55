package com.evaratech.telemetry.mqtt;

import java.util.Optional;

/** Where a device may publish to. */
sealed interface Topic {

    /**
     * {@code devices/{key}/telemetry}: readings of a device.
     *
     * @param key how the topic calls it
     */
    record Telemetry(String key) implements Topic {}

    /**
     * {@code channels/{id}/publish}: an entry of a channel, as devices made for ThingSpeak write.
     *
     * @param channel its number
     */
    record Publish(long channel) implements Topic {}

    /** The topic of that name, if it is one. */
    static Optional<Topic> parse(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        if (parts[0].equals("devices") && parts[2].equals("telemetry") && !parts[1].isEmpty()) {
            return Optional.of(new Telemetry(parts[1]));
        }
        boolean isChannel =
                parts[0].equals("channels")
                        && parts[2].equals("publish")
                        && parts[1].matches("[0-9]{1,18}");
        return isChannel ? Optional.of(new Publish(Long.parseLong(parts[1]))) : Optional.empty();
    }
}
