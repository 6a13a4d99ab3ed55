package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerException.WrongPassword;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.process.DirectoryLock;
import com.evaratech.local.process.FreeSpace;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OwnerWatch;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 18 server of our own on 127.0.0.1: commits are durable, everybody gives a password,
 * data is kept.
 *
 * <p>The server runs in a session of its own, so Ctrl-C at the terminal does not reach it, and
 * outlives this JVM unless the options say otherwise. Whoever starts on a data directory whose
 * server still runs stops that one first.
 */
public final class LocalPostgres implements AutoCloseable {

    /** A new cluster with its first write-ahead log takes about 60 MiB. */
    private static final long LEAST_FREE_BYTES = 128L << 20;

    private final LocalServerOptions options;
    private final PostmasterControl control;
    private final DirectoryLock lock;
    private final int port;
    private final ProcessHandle postmaster;
    private final @Nullable OwnerWatch watch;

    private LocalPostgres(
            LocalServerOptions options,
            PostmasterControl control,
            DirectoryLock lock,
            int port,
            ProcessHandle postmaster,
            @Nullable OwnerWatch watch) {
        this.options = options;
        this.control = control;
        this.lock = lock;
        this.port = port;
        this.postmaster = postmaster;
        this.watch = watch;
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @throws LocalServerException with a sentence for the person at the terminal
     */
    public static LocalPostgres start(LocalServerOptions options) {
        try {
            DirectoryLock lock = DirectoryLock.take(options.dataDirectory());
            try {
                return start(options, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(options, e);
        }
    }

    private static LocalPostgres start(LocalServerOptions options, DirectoryLock lock)
            throws IOException {
        Cluster cluster = new Cluster(options.dataDirectory());
        cluster.requireOurs();
        PostmasterControl control = PostmasterControl.of(cluster, options);
        control.stopOrphan(options.notices());
        FreeSpace.require(Cluster.SERVER, options.dataDirectory(), LEAST_FREE_BYTES);
        if (options.port() != 0) {
            LoopbackPorts.requireFree(options.port(), Cluster.SERVER);
        }
        if (!cluster.exists()) {
            control.createCluster(options.password());
        }
        cluster.closeAccess();
        boolean complete = false;
        try {
            int port = control.start(options.port());
            ProcessHandle postmaster = control.requirePostmaster();
            requirePassword(options, port);
            OwnerWatch watch =
                    options.endsWithOwner() ? OwnerWatch.start(postmaster, Signals.INT) : null;
            complete = true;
            return new LocalPostgres(options, control, lock, port, postmaster, watch);
        } finally {
            if (!complete) {
                control.stopRunning();
            }
        }
    }

    /**
     * Stops the server that runs on a data directory, whoever started it.
     *
     * @return the process id of the server that was stopped, empty when none ran
     */
    public static Optional<Long> stopRunningOn(LocalServerOptions options) {
        try {
            Cluster cluster = new Cluster(options.dataDirectory());
            Optional<ProcessHandle> running = cluster.postmaster();
            if (running.isPresent()) {
                PostmasterControl.of(cluster, options).stop(running.get());
            }
            return running.map(ProcessHandle::pid);
        } catch (IOException e) {
            throw failure(options, e);
        }
    }

    private static void requirePassword(LocalServerOptions options, int port) {
        try (Connection connection = access(options, port).connect("postgres")) {
            connection.getMetaData();
        } catch (SQLException e) {
            if (AdminAccess.isWrongPassword(e)) {
                throw new WrongPassword(Cluster.SERVER, options.dataDirectory(), e);
            }
            throw new StartFailed(Cluster.SERVER, String.valueOf(e.getMessage()), options.log(), e);
        }
    }

    private static AdminAccess access(LocalServerOptions options, int port) {
        return new AdminAccess("127.0.0.1", port, Cluster.SUPERUSER, options.password());
    }

    private static LocalServerException failure(LocalServerOptions options, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(FreeSpace.SYSTEM_MESSAGE)
                ? new NoSpace(Cluster.SERVER, options.dataDirectory(), 0)
                : new StartFailed(
                        Cluster.SERVER,
                        e.getClass().getSimpleName() + ": " + message,
                        options.log(),
                        e);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The server's main process. */
    public ProcessHandle process() {
        return postmaster;
    }

    /** How to connect as the superuser. */
    public AdminAccess admin() {
        return access(options, port);
    }

    /**
     * The superuser's URL of a database, password included: {@code
     * postgresql://user:password@host:port/database}.
     */
    public String url(String database) {
        return admin().url(database);
    }

    /**
     * Stops the server: open transactions are rolled back, what was committed stays. Twice is as
     * good as once.
     */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        try {
            control.stop(postmaster);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL in " + options.dataDirectory() + " was not stopped", e);
        } finally {
            lock.close();
        }
    }
}
