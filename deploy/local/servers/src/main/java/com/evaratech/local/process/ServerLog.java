package com.evaratech.local.process;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a server wrote to its log since a start was tried. */
public final class ServerLog {

    private final Path file;
    private final long from;

    private ServerLog(Path file, long from) {
        this.file = file;
        this.from = from;
    }

    /** From the log's present end on; an absent log is created, readable by its owner alone. */
    public static ServerLog fromNow(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            OwnerOnly.create(file);
        }
        return new ServerLog(file, Files.size(file));
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The lines since then. */
    public List<String> lines() throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            byte[] all = channel.position(from).size() > from ? read(channel) : new byte[0];
            return new String(all, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static byte[] read(SeekableByteChannel channel) throws IOException {
        return Channels.newInputStream(channel).readAllBytes();
    }

    /**
     * The last line that holds one of the words, from that word on; else the last line, else that
     * there is none.
     */
    public String lastLineWith(String... words) throws IOException {
        List<String> lines = lines();
        for (String line : lines.reversed()) {
            for (String word : words) {
                if (line.contains(word)) {
                    return line.substring(line.indexOf(word)).strip();
                }
            }
        }
        return lines.isEmpty() ? "no output" : lines.getLast().strip();
    }

    /** Whether a line since then holds this text. */
    public boolean tells(String text) throws IOException {
        return lines().stream().anyMatch(line -> line.contains(text));
    }
}
