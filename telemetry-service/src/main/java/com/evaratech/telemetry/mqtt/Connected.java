package com.evaratech.telemetry.mqtt;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The devices that are connected, and which of them is the latest of a client. Thread-safe. */
final class Connected {

    private final Set<DeviceConnection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, DeviceConnection> latest = new ConcurrentHashMap<>();

    /**
     * Adds one.
     *
     * @param client names key and client identifier: of another key it cannot be
     */
    void add(String client, DeviceConnection connection) {
        boolean _ = all.add(connection);
        var _ = latest.put(client, connection);
    }

    void remove(String client, DeviceConnection connection) {
        boolean _ = all.remove(connection);
        boolean _ = latest.remove(client, connection);
    }

    /** The latest of a client; null when it has none. */
    @Nullable DeviceConnection latest(String client) {
        return latest.get(client);
    }

    List<DeviceConnection> all() {
        return List.copyOf(all);
    }
}
