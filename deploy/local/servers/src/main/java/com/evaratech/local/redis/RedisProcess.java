package com.evaratech.local.redis;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.OtherVersion;
import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.binary.Platform;
import com.evaratech.local.binary.SingleExecutable;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.FreeSpace;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.OwnerOnly;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.process.ServerLog;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One run of the Redis server on a data directory. */
final class RedisProcess {

    static final String SERVER = "Redis";
    static final String VERSION = "7.0.15";

    private static final String PROGRAM = "redis-server";

    /** Reading a large append-only file back takes its time on a loaded machine. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final LocalServerOptions options;
    private final int port;
    private final ServerLog log;
    private final Duration patience;

    private RedisProcess(LocalServerOptions options, int port, ServerLog log, Duration patience) {
        this.options = options;
        this.port = port;
        this.log = log;
        this.patience = patience;
    }

    /** The server that runs on a data directory now. */
    static Optional<ProcessHandle> runningOn(Path dataDirectory) throws IOException {
        return ProcessIdentity.ofPidFile(
                RedisConfiguration.pidFile(dataDirectory),
                PROGRAM,
                RedisConfiguration.file(dataDirectory));
    }

    /** Asks the server to write everything and end. */
    static void stop(ProcessHandle server) {
        var _ = OrderlyStop.stop(server, STOP_PATIENCE);
    }

    /** Starts the server and returns when it answers; one that does not is left nowhere. */
    static ProcessHandle start(LocalServerOptions options, int port) throws IOException {
        return start(options, port, START_PATIENCE);
    }

    static ProcessHandle start(LocalServerOptions options, int port, Duration patience)
            throws IOException {
        Path program =
                options.binaries()
                        .unpacked(
                                SERVER,
                                resourceFor(Platform.current()),
                                SingleExecutable.named(PROGRAM))
                        .resolve(PROGRAM);
        Path configuration = RedisConfiguration.file(options.dataDirectory());
        OwnerOnly.write(configuration, RedisConfiguration.text(options, port));
        Files.deleteIfExists(RedisConfiguration.pidFile(options.dataDirectory()));
        ServerLog log = ServerLog.fromNow(options.log());
        Process launch =
                ChildEnvironment.narrow(
                                new ProcessBuilder(program.toString(), configuration.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                        .start();
        ProcessHandle ready = null;
        try {
            ready = new RedisProcess(options, port, log, patience).awaitReady(launch);
            return ready;
        } finally {
            if (ready == null) {
                abandon(launch, configuration);
            }
        }
    }

    /**
     * Stops what a failed start left. The launched process forks the server, and the server writes
     * its pid file a moment later, so it is known by the configuration it names.
     */
    private static void abandon(Process launch, Path configuration) {
        var _ = OrderlyStop.kill(launch.toHandle());
        ProcessIdentity.allOf(PROGRAM, configuration).forEach(RedisProcess::stop);
    }

    static String resourceFor(Platform platform) {
        return PROGRAM + "-" + VERSION + "-" + platform.system() + "-" + platform.processor();
    }

    private ProcessHandle awaitReady(Process launch) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> server = runningOn(options.dataDirectory());
            if (server.isPresent() && answers(server.get())) {
                return server.get();
            }
            if (!launch.isAlive() && launch.exitValue() != 0) {
                throw failure();
            }
            if (log.tells("aborting")
                    || log.tells("exiting")
                    || log.tells("Fatal error")
                    || log.tells("Can't handle")) {
                throw failure();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new StartFailed(
                SERVER, "no answer within " + patience.toSeconds() + " s", log.file(), null);
    }

    /** Whether this very process answers on the port: another Redis may have taken it first. */
    private boolean answers(ProcessHandle server) throws IOException {
        try (RedisConnection connection = RedisConnection.open(port, options.password())) {
            String facts = connection.call("INFO", "server").orElse("");
            return facts.contains("process_id:" + server.pid() + "\r\n");
        } catch (RedisErrorReply e) {
            if (e.isLoading() || e.isWrongPassword()) {
                return false;
            }
            throw e;
        } catch (SocketException | EOFException e) {
            // Not listening yet, or ending: which of them, its log tells.
            return false;
        }
    }

    private LocalServerException failure() throws IOException {
        if (log.tells("Address already in use")) {
            return new PortBusy(SERVER, port, "another process");
        }
        if (log.tells(FreeSpace.SYSTEM_MESSAGE)) {
            return new NoSpace(
                    SERVER, options.dataDirectory(), FreeSpace.in(options.dataDirectory()));
        }
        if (log.tells("Can't handle RDB format version")) {
            return new OtherVersion(
                    SERVER, options.dataDirectory(), "newer than " + VERSION, VERSION);
        }
        return new StartFailed(SERVER, log.lastLineWith(" # ", "FATAL"), log.file(), null);
    }
}
