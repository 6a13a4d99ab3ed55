package com.evaratech.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * The ports that the system gives to outgoing connections, both ends included. A port that a server
 * is to listen on is better none of them: a neighbour's connection may take it before the server
 * does.
 */
record EphemeralPorts(int first, int last) {

    /** RFC 6335, 6: what systems use that do not tell. */
    static final EphemeralPorts USUAL = new EphemeralPorts(49_152, 65_535);

    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LONGEST_BYTES = 64;
    private static final String TWO_NUMBERS = "\\d{1,5}\\s+\\d{1,5}";

    /** Above the ports that people know their servers by: 5432, 6379, 8080, 11211. */
    private static final int LOWEST_OTHER = 20_000;

    private static final int HIGHEST = 65_535;

    /** Those of this machine. */
    static EphemeralPorts ofSystem() {
        return read(LINUX);
    }

    static EphemeralPorts read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // In one piece: Linux gives a setting's text to the first read alone, however short.
            String text =
                    new String(in.readNBytes(LONGEST_BYTES), StandardCharsets.US_ASCII).strip();
            if (!text.matches(TWO_NUMBERS)) {
                return USUAL;
            }
            String[] numbers = text.split("\\s+", -1);
            return new EphemeralPorts(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        } catch (IOException e) {
            // Not Linux.
            return USUAL;
        }
    }

    /** The ports that servers may rather have; none where every port is ephemeral. */
    IntStream others() {
        return IntStream.concat(
                IntStream.range(LOWEST_OTHER, first), IntStream.rangeClosed(last + 1, HIGHEST));
    }
}
