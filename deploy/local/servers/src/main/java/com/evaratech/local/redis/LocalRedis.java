package com.evaratech.local.redis;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.process.DirectoryLock;
import com.evaratech.local.process.FreeSpace;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OwnerWatch;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Redis 7.0 server of our own on 127.0.0.1: every acknowledged write is on the disk, nothing is
 * evicted, a password is asked for, data is kept. Its life follows the rules of {@link
 * com.evaratech.local.postgres.LocalPostgres}.
 */
public final class LocalRedis implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 64L << 20;
    private static final int ATTEMPTS = 5;

    private final LocalServerOptions options;
    private final DirectoryLock lock;
    private final int port;
    private final ProcessHandle server;
    private final @Nullable OwnerWatch watch;

    private LocalRedis(
            LocalServerOptions options,
            DirectoryLock lock,
            int port,
            ProcessHandle server,
            @Nullable OwnerWatch watch) {
        this.options = options;
        this.lock = lock;
        this.port = port;
        this.server = server;
        this.watch = watch;
    }

    /**
     * Starts the server and returns when it has read its data and answers.
     *
     * @throws LocalServerException with a sentence for the person at the terminal
     */
    public static LocalRedis start(LocalServerOptions options) {
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

    private static LocalRedis start(LocalServerOptions options, DirectoryLock lock)
            throws IOException {
        Optional<ProcessHandle> orphan = RedisProcess.runningOn(options.dataDirectory());
        if (orphan.isPresent()) {
            RedisProcess.stop(orphan.get());
            options.notices()
                    .accept(
                            "Stopped the Redis (process %d) that an earlier run left on %s."
                                    .formatted(orphan.get().pid(), options.dataDirectory()));
        }
        FreeSpace.require(RedisProcess.SERVER, options.dataDirectory(), LEAST_FREE_BYTES);
        Files.createDirectories(options.dataDirectory());
        if (options.port() != 0) {
            LoopbackPorts.requireFree(options.port(), RedisProcess.SERVER);
            return started(options, lock, options.port());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return started(options, lock, LoopbackPorts.free());
            } catch (PortBusy e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                // Taken between choosing and binding: choose again.
            }
        }
    }

    private static LocalRedis started(LocalServerOptions options, DirectoryLock lock, int port)
            throws IOException {
        ProcessHandle server = RedisProcess.start(options, port);
        try {
            OwnerWatch watch =
                    options.endsWithOwner() ? OwnerWatch.start(server, Signals.INT) : null;
            return new LocalRedis(options, lock, port, server, watch);
        } catch (IOException e) {
            RedisProcess.stop(server);
            throw e;
        }
    }

    /**
     * Stops the server that runs on a data directory, whoever started it.
     *
     * @return the process id of the server that was stopped, empty when none ran
     */
    public static Optional<Long> stopRunningOn(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        try {
            Optional<ProcessHandle> running = RedisProcess.runningOn(directory);
            running.ifPresent(RedisProcess::stop);
            return running.map(ProcessHandle::pid);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis on " + directory + " was not stopped", e);
        }
    }

    private static LocalServerException failure(LocalServerOptions options, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(FreeSpace.SYSTEM_MESSAGE)
                ? new NoSpace(RedisProcess.SERVER, options.dataDirectory(), 0)
                : new StartFailed(
                        RedisProcess.SERVER,
                        e.getClass().getSimpleName() + ": " + message,
                        options.log(),
                        e);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The server's process. */
    public ProcessHandle process() {
        return server;
    }

    /** The server's URL, password included: {@code redis://:password@host:port}. */
    public String url() {
        return "redis://:%s@127.0.0.1:%d".formatted(options.password(), port);
    }

    /** A connection of its own. */
    public RedisConnection connect() throws IOException {
        return RedisConnection.open(port, options.password());
    }

    /** Stops the server after its last write is on the disk. Twice is as good as once. */
    @Override
    public void close() {
        try {
            if (watch != null) {
                watch.close();
            }
            RedisProcess.stop(server);
        } finally {
            lock.close();
        }
    }
}
