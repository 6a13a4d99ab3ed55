package com.evaratech.local.postgres;

import com.evaratech.local.PostgresTuning;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's settings, given on its command line, where no configuration file and no {@code ALTER
 * SYSTEM} outranks them.
 */
final class ServerSettings {

    private static final List<String> SETTINGS =
            List.of(
                    // A commit is written before it is acknowledged.
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    "listen_addresses=127.0.0.1",
                    // Loopback with a password is the only way in.
                    "unix_socket_directories=",
                    // Four services with pools, migrations, advisory locks, and a person with psql.
                    "max_connections=200",
                    "timezone=UTC",
                    "log_timezone=UTC");

    private ServerSettings() {}

    /** As {@code pg_ctl -o} wants them: one string, split at blanks. */
    static String commandLine(int port, PostgresTuning tuning) {
        List<String> words = new ArrayList<>();
        words.add("-c port=" + port);
        // And on the disk.
        words.add("-c fsync=" + (tuning.outlivesMachine() ? "on" : "off"));
        words.add("-c shared_buffers=" + tuning.buffersMebibytes() + "MB");
        for (String setting : SETTINGS) {
            words.add("-c " + setting);
        }
        return String.join(" ", words);
    }
}
