package com.evaratech.local.process;

import com.evaratech.local.LocalServerException.DirectoryInUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One owner per data directory: a file lock beside it, which the system releases with the process,
 * so a lock file left by a killed run locks nobody out.
 */
public final class DirectoryLock implements AutoCloseable {

    /**
     * Checked first: closing a second channel on the file would release the process' own lock with
     * it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock or fails at once.
     *
     * @throws DirectoryInUse naming the owner
     */
    public static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolveSibling(directory.getFileName() + ".lock");
        Files.createDirectories(file.getParent());
        if (!HELD_HERE.add(file)) {
            throw new DirectoryInUse(directory, "this process");
        }
        try {
            return new DirectoryLock(file, lock(directory, file));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (!tryLock(channel)) {
                throw new DirectoryInUse(directory, "process " + read(channel));
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A process that was just killed keeps its locks for the moment its threads need to leave. */
    private static boolean tryLock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES * 2);
        int length = Math.max(0, channel.read(content, 0));
        return new String(content.array(), 0, length, StandardCharsets.US_ASCII);
    }

    private static void write(FileChannel channel, String content) throws IOException {
        channel.truncate(0).write(StandardCharsets.US_ASCII.encode(content), 0);
    }

    /**
     * Lets the next owner in. The file stays: deleting it could take a lock from under somebody who
     * just got it.
     */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Lock " + file + " was not released", e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
