package com.evaratech.telemetry;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import io.quarkus.arc.Arc;
import redis.clients.jedis.Protocol;

/** What the bus of the application under test is set to. */
public final class BusSetting {

    private BusSetting() {}

    /** With anything but {@code always}, nothing is accepted. */
    public static void appendFsync(String setting) {
        try (BusConnection connection = Arc.container().instance(Bus.class).get().connect()) {
            var _ =
                    connection.call(
                            Command.of(Protocol.Command.CONFIG)
                                    .arg("SET")
                                    .arg("appendfsync")
                                    .arg(setting));
        }
    }
}
