package com.evaratech.local.launcher.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to run the fleet of one home. It is the operating system's lock on a file, not the
 * file's existence: a killed launcher gives it up whatever way it died, so it can never be stale.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private RunLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** The lock, or empty when another launcher holds it. */
    public static Optional<RunLock> tryAcquire(Layout layout) throws IOException {
        FileChannel channel =
                FileChannel.open(file(layout), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new RunLock(channel, lock));
    }

    /** Whether a launcher runs the fleet of this home now. */
    public static boolean isHeld(Layout layout) throws IOException {
        if (!Files.exists(file(layout))) {
            return false;
        }
        Optional<RunLock> lock = tryAcquire(layout);
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

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
