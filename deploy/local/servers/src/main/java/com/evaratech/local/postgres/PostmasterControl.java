package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.PostgresTuning;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.process.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts and stops the server of one cluster. */
final class PostmasterControl {

    /**
     * Recovery after a kill replays at most a gigabyte of log; a loaded machine takes its time for
     * it.
     */
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * A random port may be taken between choosing and binding; old backends may need a moment to
     * leave.
     */
    private static final int ATTEMPTS = 5;

    private static final String PORT_TAKEN = "Address already in use";
    private static final String BACKENDS_REMAIN = "pre-existing shared memory block";

    private final Cluster cluster;
    private final PostgresTools tools;
    private final Path logFile;
    private final PostgresTuning tuning;

    private PostmasterControl(
            Cluster cluster, PostgresTools tools, Path logFile, PostgresTuning tuning) {
        this.cluster = cluster;
        this.tools = tools;
        this.logFile = logFile;
        this.tuning = tuning;
    }

    static PostmasterControl of(Cluster cluster, LocalServerOptions options) throws IOException {
        return new PostmasterControl(
                cluster,
                PostgresTools.unpacked(options.binaries()),
                options.log(),
                options.postgres());
    }

    void createCluster(String password) throws IOException {
        cluster.create(tools, password, tuning.outlivesMachine(), ServerLog.fromNow(logFile));
    }

    /**
     * Stops a server a killed run left behind: its port and settings are of that run, so it is not
     * adopted.
     */
    void stopOrphan(Consumer<String> notices) throws IOException {
        Optional<ProcessHandle> orphan = cluster.postmaster();
        if (orphan.isPresent()) {
            stop(orphan.get());
            notices.accept(
                    "Stopped the PostgreSQL (process %d) that an earlier run left on %s."
                            .formatted(orphan.get().pid(), cluster.directory()));
        }
        cluster.forgetDeadPostmaster();
    }

    /** Starts the server on this port, or a free one for 0, and returns the port. */
    int start(int wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = wanted == 0 ? LoopbackPorts.free() : wanted;
            ServerLog log = ServerLog.fromNow(logFile);
            if (tools.run(log, START_PATIENCE.plus(GRACE), startCommand(port))) {
                return port;
            }
            boolean portTaken = log.tells(PORT_TAKEN);
            if (portTaken && wanted != 0) {
                throw new PortBusy(Cluster.SERVER, port, "another process");
            }
            if (attempt == ATTEMPTS || !(portTaken || log.tells(BACKENDS_REMAIN))) {
                throw cluster.failure(log, null);
            }
        }
    }

    private List<String> startCommand(int port) {
        return List.of(
                "pg_ctl",
                "start",
                "--pgdata=" + cluster.directory(),
                "--log=" + logFile,
                "--wait",
                "--timeout=" + START_PATIENCE.toSeconds(),
                "--options=" + ServerSettings.commandLine(port, tuning));
    }

    ProcessHandle requirePostmaster() throws IOException {
        return cluster.postmaster()
                .orElseThrow(
                        () -> new StartFailed(Cluster.SERVER, "it ended at once", logFile, null));
    }

    /** Stops the server that a failed start may have left; {@code pg_ctl} gives up without it. */
    void stopRunning() throws IOException {
        Optional<ProcessHandle> left = cluster.postmaster();
        if (left.isPresent()) {
            stop(left.get());
        }
    }

    /**
     * Stops this server: sessions are ended, a checkpoint is written; a server that hangs is
     * killed.
     */
    void stop(ProcessHandle postmaster) throws IOException {
        if (!ProcessIdentity.isRunning(postmaster)) {
            return;
        }
        boolean stopped =
                tools.run(
                        ServerLog.fromNow(logFile),
                        STOP_PATIENCE.plus(GRACE),
                        List.of(
                                "pg_ctl",
                                "stop",
                                "--pgdata=" + cluster.directory(),
                                "--mode=fast",
                                "--wait",
                                "--timeout=" + STOP_PATIENCE.toSeconds()));
        if (!stopped || !OrderlyStop.awaitEnd(postmaster, GRACE)) {
            // Its sessions are processes of their own and may hang as well.
            postmaster.children().forEach(ProcessHandle::destroyForcibly);
            var _ = OrderlyStop.kill(postmaster);
        }
    }
}
