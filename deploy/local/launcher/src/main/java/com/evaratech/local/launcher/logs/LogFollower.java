package com.evaratech.local.launcher.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is appended to one log file, whole lines only; starts over when the file was replaced
 * by a new one.
 */
public final class LogFollower {

    private final Path file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long position;

    private LogFollower(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** Follows the file from its present end. */
    public static LogFollower fromEnd(Path file) throws IOException {
        return new LogFollower(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** The lines finished since the last call. */
    public List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0;
                begun.reset();
            }
            log.seek(position);
            byte[] bytes = new byte[(int) Math.min(log.length() - position, 1 << 20)];
            log.readFully(bytes);
            position += bytes.length;
            for (byte octet : bytes) {
                take(octet, lines);
            }
        }
        return lines;
    }

    private void take(byte octet, List<String> lines) {
        if (octet == '\n') {
            lines.add(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        } else {
            begun.write(octet);
        }
    }
}
