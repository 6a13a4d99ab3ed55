package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.campus.CampusOptions;
import com.evaratech.local.thingspeak.campus.QuirkRates;
import com.evaratech.local.thingspeak.replay.ReplayOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** The command line's options. */
final class Arguments {
    static final String HELP =
            """
            Options, each followed by its value:
              --host H             address to listen on (127.0.0.1)
              --port N             port of ThingSpeak's interface, 0 for a free one (0)
              --control-port N     port of /standin, 0 for a free one (the same port)
              --rows N             rows that a channel keeps (8000)
              --nodes N            channels of the modelled campus, 0 for none (40)
              --seed N             decides everything random (1)
              --interval S         seconds between reports of a node, at least 15 (60)
              --history S          seconds produced at the start (7200)
              --speed X            campus seconds in one, until it has caught up with now (1)
              --private-share X    share of channels that need a read key (0.25)
              --quirks Q           none, mild, real or rough (mild)
              --counter-rollover L litres at which meters start again at 0, 0 for never (0)
              --recordings DIR     folder of recordings to be played
              --replay-speed X     recorded seconds in one; without it everything is there at once
              --shift B            true moves recordings to now, false keeps their times (true)\
            """;

    private static final Set<String> NAMES =
            Set.of(
                    "host",
                    "port",
                    "control-port",
                    "rows",
                    "nodes",
                    "seed",
                    "interval",
                    "history",
                    "speed",
                    "private-share",
                    "quirks",
                    "counter-rollover",
                    "recordings",
                    "replay-speed",
                    "shift");

    private final Map<String, String> values = new TreeMap<>();

    private Arguments(String[] arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            String name = left.removeFirst();
            if (!name.startsWith("--") || !NAMES.contains(name.substring(2))) {
                throw new IllegalArgumentException("Unknown option " + name);
            }
            if (left.isEmpty()) {
                throw new IllegalArgumentException("Option " + name + " needs a value");
            }
            values.put(name.substring(2), left.removeFirst());
        }
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence that names the option and its value
     */
    static StandInOptions read(String[] arguments) {
        return new Arguments(arguments).options();
    }

    private StandInOptions options() {
        StandInOptions options =
                StandInOptions.empty()
                        .withHost(values.getOrDefault("host", "127.0.0.1"))
                        .withPort(port("port"))
                        .withRowsPerChannel((int) whole("rows", 8000, 1, 1_000_000))
                        .withSeed(whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
        if (values.containsKey("control-port")) {
            options = options.withControlPort(port("control-port"));
        }
        int nodes = (int) whole("nodes", 40, 0, 1_000_000);
        if (nodes > 0) {
            options = options.withCampus(campus(nodes));
        }
        String folder = values.get("recordings");
        return folder == null ? options : options.withReplay(replay(Path.of(folder)));
    }

    private CampusOptions campus(int nodes) {
        return CampusOptions.of(nodes)
                .withSeed(whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE))
                .withInterval(Duration.ofSeconds(whole("interval", 60, 15, 86_400)))
                .withHistory(Duration.ofSeconds(whole("history", 7200, 0, 3650L * 86_400)))
                .withSpeed(number("speed", 1))
                .withPrivateShare(number("private-share", 0.25))
                .withQuirks(quirks())
                .withCounterRollover(whole("counter-rollover", 0, 0, Long.MAX_VALUE));
    }

    private QuirkRates quirks() {
        String name = values.getOrDefault("quirks", "mild");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> QuirkRates.NONE;
            case "mild" -> QuirkRates.MILD;
            case "real" -> QuirkRates.REAL;
            case "rough" -> QuirkRates.ROUGH;
            default -> throw wrong("quirks", "none, mild, real or rough");
        };
    }

    private ReplayOptions replay(Path folder) {
        boolean shift =
                switch (values.getOrDefault("shift", "true")) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong("shift", "true or false");
                };
        OptionalDouble speed =
                values.containsKey("replay-speed")
                        ? OptionalDouble.of(number("replay-speed", 1))
                        : OptionalDouble.empty();
        return new ReplayOptions(folder, shift, speed);
    }

    private int port(String name) {
        return (int) whole(name, 0, 0, 65_535);
    }

    private long whole(String name, long otherwise, long least, long most) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        String allowed = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(value);
            if (number < least || number > most) {
                throw wrong(name, allowed);
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw wrong(name, allowed);
        }
    }

    private double number(String name, double otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "a number");
        }
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(
                "--" + name + " '" + values.get(name) + "' is not " + allowed);
    }
}
