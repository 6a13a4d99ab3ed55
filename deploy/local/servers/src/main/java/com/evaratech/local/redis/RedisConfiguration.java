package com.evaratech.local.redis;

import com.evaratech.local.LocalServerOptions;
import java.nio.file.Path;

/**
 * The configuration file of the server; written at every start, so that no old setting lives on.
 */
final class RedisConfiguration {

    private RedisConfiguration() {}

    static Path file(Path dataDirectory) {
        return dataDirectory.resolve("redis.conf");
    }

    static Path pidFile(Path dataDirectory) {
        return dataDirectory.resolve("redis.pid");
    }

    static String text(LocalServerOptions options, int port) {
        return """
        # Written at every start.
        bind 127.0.0.1
        protected-mode yes
        port %d
        requirepass "%s"
        dir "%s"
        pidfile "%s"
        logfile "%s"
        # A session of its own, away from the terminal's Ctrl-C.
        daemonize yes
        # The command line keeps naming this file: by it the process is known again.
        set-proc-title no
        # An acknowledged write is on the disk; "everysec" may lose two seconds.
        appendonly yes
        appendfsync always
        no-appendfsync-on-rewrite no
        save ""
        # A bus may refuse, never forget.
        maxmemory-policy noeviction
        """
                .formatted(
                        port,
                        options.password(),
                        quoted(options.dataDirectory()),
                        quoted(pidFile(options.dataDirectory())),
                        quoted(options.log()));
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
