package com.evaratech.bench;

import com.evaratech.bench.fleet.ServiceForm;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param asked the proof or bench, {@code bench ingest} for instance
 * @param given the options, with what stands behind those that take something
 */
record Options(String asked, Map<String, String> given) {

    /** What can be asked for. */
    static final String USAGE =
            """
            usage: ./evara prove streams [--short] [--seed N] [--json]
                   ./evara prove poll [--short] [--seed N] [--json]
                   ./evara prove alerts [--short] [--seed N] [--json]
                   ./evara prove restore [--short] [--json]
                   ./evara bench streams [--short] [--json]
                   ./evara bench ingest [--short] [--json] [--profile | --native]
                   ./evara bench registry [--short] [--json] [--profile]
                                         [--part lists|counts|revocations|imports|silence]
                   ./evara bench poll [--short] [--json] [--profile]
                   ./evara bench query [--short] [--json] [--rows N] [--buffers MB]
                                       [--part forms|rollups|indexes]
                    ./evara bench alerts [--short] [--json] [--profile | --native] [--data DIRECTORY]
                                         [--part anomalies|evaluation|speed|recovery|silence|offline]
                    ./evara bench gateway [--short] [--json] [--profile] [--part requests|live]\
            """;

    private static final String SHORT = "--short";
    private static final String JSON = "--json";
    private static final String SEED = "--seed";
    private static final String ROWS = "--rows";
    private static final String BUFFERS = "--buffers";
    private static final String DATA = "--data";
    private static final String PART = "--part";
    private static final String NATIVE = "--native";
    private static final String PROFILE = "--profile";

    private static final String ALERTS = "bench alerts";
    private static final String INGEST = "bench ingest";
    private static final String GATEWAY = "bench gateway";
    private static final String REGISTRY = "bench registry";
    private static final String QUERY = "bench query";
    private static final List<String> KNOWN =
            List.of(
                    "prove streams",
                    "prove poll",
                    "prove alerts",
                    "prove restore",
                    "bench streams",
                    REGISTRY,
                    "bench poll",
                    QUERY,
                    ALERTS,
                    GATEWAY,
                    INGEST);
    private static final List<String> SWITCHES = List.of(SHORT, JSON, NATIVE, PROFILE);
    private static final List<String> NUMBERS = List.of(SEED, ROWS, BUFFERS);
    private static final Map<String, String> WITH_MORE =
            Map.of(
                    SEED, "a number",
                    ROWS, "a number",
                    BUFFERS, "a number",
                    DATA, "a folder",
                    PART, "a name");

    /** Options that are not everybody's. */
    private static final Map<String, List<String>> OWNERS =
            Map.of(
                    NATIVE, List.of(INGEST, ALERTS),
                    PROFILE, List.of(INGEST, REGISTRY, "bench poll", ALERTS, GATEWAY),
                    ROWS, List.of(QUERY),
                    BUFFERS, List.of(QUERY),
                    DATA, List.of(ALERTS),
                    PART, List.of(ALERTS, GATEWAY, REGISTRY, QUERY));

    private static final String USUAL_SEED = "1";

    Options {
        given = Map.copyOf(given);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence for the person at the terminal
     */
    static Options parse(String... words) {
        var rest = new ArrayDeque<>(List.of(words));
        String asked = next(rest, "prove or bench") + " " + next(rest, "a name");
        if (!KNOWN.contains(asked)) {
            throw refused("there is no \"%s\"".formatted(asked));
        }
        Map<String, String> given = new HashMap<>();
        while (!rest.isEmpty()) {
            String option = rest.remove();
            if (!SWITCHES.contains(option) && !WITH_MORE.containsKey(option)) {
                throw refused("unknown option \"%s\"".formatted(option));
            }
            if (!OWNERS.getOrDefault(option, KNOWN).contains(asked)) {
                throw refused(
                        "%s is an option of %s"
                                .formatted(
                                        option,
                                        String.join(", ", OWNERS.getOrDefault(option, KNOWN))));
            }
            given.put(option, behind(option, rest));
        }
        if (given.containsKey(NATIVE) && given.containsKey(PROFILE)) {
            throw refused("a native executable cannot be recorded: --native or --profile");
        }
        return new Options(asked, given);
    }

    /** Whether only the marks are printed, as JSON. */
    boolean json() {
        return given.containsKey(JSON);
    }

    /** Whether a few minutes must do. */
    boolean isShort() {
        return given.containsKey(SHORT);
    }

    /** What the services are to run as. */
    ServiceForm form() {
        return given.containsKey(NATIVE) ? ServiceForm.NATIVE : ServiceForm.JVM;
    }

    /** Whether the services are recorded. */
    boolean isProfiled() {
        return given.containsKey(PROFILE);
    }

    /** Of the order of faults. */
    long seed() {
        return Long.parseLong(given.getOrDefault(SEED, USUAL_SEED));
    }

    /** The rows in the tables that are asked, or as many as is usual. */
    long rowsOr(long usual, long usualWhenShort) {
        String rows = given.get(ROWS);
        if (rows != null) {
            return Long.parseLong(rows);
        }
        return isShort() ? usualWhenShort : usual;
    }

    /** How many megabytes of pages PostgreSQL is to keep in memory, where that was said. */
    OptionalInt buffersMebibytes() {
        @Nullable String buffers = given.get(BUFFERS);
        return buffers == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(buffers));
    }

    /** The part that is wanted, where not all of them are. */
    Optional<String> part() {
        return Optional.ofNullable(given.get(PART));
    }

    /** The folder of labelled series, where one was named. */
    Optional<Path> data() {
        return Optional.ofNullable(given.get(DATA)).map(Path::of);
    }

    private static String behind(String option, ArrayDeque<String> rest) {
        String what = WITH_MORE.get(option);
        if (what == null) {
            return "";
        }
        String text = next(rest, "%s behind %s".formatted(what, option));
        return NUMBERS.contains(option) ? Long.toString(number(option, text)) : text;
    }

    private static String next(ArrayDeque<String> rest, String what) {
        if (rest.isEmpty()) {
            throw refused(what + " is missing");
        }
        return rest.remove();
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused("%s must be a whole number, not \"%s\"".formatted(option, text));
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("evara: %s%n%n%s".formatted(why, USAGE));
    }
}
