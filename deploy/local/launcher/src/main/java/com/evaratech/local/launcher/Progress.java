package com.evaratech.local.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the person at the terminal is told while the fleet starts, runs and stops; the launcher's
 * log gets it too.
 */
public final class Progress {

    private final List<PrintStream> readers;

    public Progress(List<PrintStream> readers) {
        this.readers = List.copyOf(readers);
    }

    /** One line. */
    public void say(String line) {
        for (PrintStream reader : readers) {
            reader.println(line);
            reader.flush();
        }
    }

    /** One line about a part of the fleet and how long it took. */
    public void part(String name, String happened, Duration took, String where) {
        say("  %-20s %s in %s  %s".formatted(name, happened, seconds(took), where).stripTrailing());
    }

    /** For people: {@code 3.1 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
