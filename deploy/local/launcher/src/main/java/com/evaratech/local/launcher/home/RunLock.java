package com.evaratech.local.launcher.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to run the fleet of one home. It is the operating system's lock on a file, not the
 * file's existence: a killed launcher gives it up whatever way it died, so it can never be stale.
 */
public final class RunLock implements AutoCloseable {

    /** For a moment a command holds the lock that only looks whether somebody does. */
    private static final Duration LOOKED_AT = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or empty when another launcher holds it. */
    public static Optional<RunLock> tryAcquire(Layout layout) throws IOException {
        long deadline = System.nanoTime() + LOOKED_AT.toNanos();
        while (true) {
            Optional<RunLock> lock = acquireNow(layout);
            if (lock.isPresent() || System.nanoTime() - deadline > 0) {
                return lock;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Optional<RunLock> acquireNow(Layout layout) throws IOException {
        FileChannel channel =
                FileChannel.open(file(layout), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new RunLock(channel));
    }

    /** Whether a launcher runs the fleet of this home now. */
    public static boolean isHeld(Layout layout) throws IOException {
        if (!Files.exists(file(layout))) {
            return false;
        }
        Optional<RunLock> lock = acquireNow(layout);
        if (lock.isEmpty()) {
            return true;
        }
        lock.get().close();
        return false;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static Path file(Layout layout) {
        return layout.run().resolve("lock");
    }

    /** Gives the right up, which goes with the channel; twice is as good as once. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
