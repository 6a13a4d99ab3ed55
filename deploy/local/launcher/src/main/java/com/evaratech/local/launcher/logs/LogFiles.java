package com.evaratech.local.launcher.logs;

import com.evaratech.local.launcher.home.Layout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The log files of one home: one per part of the fleet, appended to over restarts, the one before
 * it kept as .1.
 */
public final class LogFiles {

    // Two files of 32 MB a part bound what a forgotten fleet can fill.
    private static final long LARGEST_BYTES = 32L << 20;
    private static final int TAIL_BYTES = 256 << 10;
    private static final String SUFFIX = ".log";

    private final Layout layout;

    public LogFiles(Layout layout) {
        this.layout = layout;
    }

    /** The part's log, ready to be appended to by a new process; a full one was put aside. */
    public Path forNewProcess(String part) throws IOException {
        Path file = layout.log(part);
        if (Files.exists(file) && Files.size(file) > LARGEST_BYTES) {
            Path aside = file.resolveSibling(file.getFileName() + ".1");
            var _ = Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** The parts that have a log, by name. */
    public List<String> parts() throws IOException {
        return Stream.concat(names(layout.logs()).stream(), names(layout.data()).stream())
                .sorted()
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        }
    }

    /** The last lines of the part's log, at most {@code count}, oldest first. */
    public List<String> lastLines(String part, int count) throws IOException {
        Path file = layout.log(part);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = tail(file).lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // The first line is cut when the tail starts in the middle of the file.
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }
}
