package com.evaratech.local.process;

import com.evaratech.local.LocalServerException.NoSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Room on the disk, asked for before a server is started rather than found missing in the middle of
 * its recovery.
 */
public final class FreeSpace {

    /** How Linux and macOS word ENOSPC, in Java's exceptions and the servers' logs alike. */
    public static final String SYSTEM_MESSAGE = "No space left on device";

    private FreeSpace() {}

    /**
     * Refuses a directory on a disk with less room than this.
     *
     * @throws NoSpace when fewer bytes are free for this user
     */
    public static void require(String server, Path directory, long bytes) throws IOException {
        long free = in(directory);
        if (free < bytes) {
            throw new NoSpace(server, directory, free);
        }
    }

    /** Bytes this user may still write where the directory is, or will be. */
    public static long in(Path directory) throws IOException {
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing =
                    Objects.requireNonNull(
                            existing.getParent(), "The root of a file system exists");
        }
        return Files.getFileStore(existing).getUsableSpace();
    }
}
