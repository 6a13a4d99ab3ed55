package com.evaratech.bench;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for on the command line.
 *
 * @param command prove or bench
 * @param name of the proof or bench
 * @param json whether only the marks are printed, as JSON
 * @param isShort whether a few minutes must do
 * @param seed of the order of faults
 * @param rows in the tables that are asked; 0 for as many as is usual
 * @param isNative whether the fleet runs as native executables
 * @param isProfiled whether its services are recorded
 */
record Options(
        String command,
        String name,
        boolean json,
        boolean isShort,
        long seed,
        long rows,
        boolean isNative,
        boolean isProfiled) {

    /** What can be asked for. */
    static final String USAGE =
            """
            usage: ./evara prove streams [--short] [--seed N] [--json]
                   ./evara prove poll [--short] [--seed N] [--json]
                   ./evara bench streams [--short] [--json]
                   ./evara bench ingest [--short] [--json] [--profile | --native]
                   ./evara bench registry [--short] [--json] [--profile]
                   ./evara bench poll [--short] [--json] [--profile]
                   ./evara bench query [--short] [--rows N] [--json]\
            """;

    private static final String INGEST = "bench ingest";
    private static final String QUERY = "bench query";
    private static final List<String> KNOWN =
            List.of(
                    "prove streams",
                    "prove poll",
                    "bench streams",
                    "bench registry",
                    "bench poll",
                    INGEST,
                    QUERY);
    private static final List<String> SWITCHES =
            List.of("--json", "--short", "--native", "--profile");
    private static final List<String> WITH_A_NUMBER = List.of("--seed", "--rows");
    private static final Map<String, List<String>> OPTIONS_OF =
            Map.of(
                    "--native", List.of(INGEST),
                    "--profile", List.of(INGEST, "bench registry", "bench poll"),
                    "--rows", List.of(QUERY));
    private static final long SEED = 1;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a sentence for the person at the terminal
     */
    static Options parse(String... words) {
        var rest = new ArrayDeque<>(List.of(words));
        String command = next(rest, "prove or bench");
        String name = next(rest, "a name");
        if (!KNOWN.contains(command + " " + name)) {
            throw refused("there is no \"%s %s\"".formatted(command, name));
        }
        Map<String, Long> given = given(rest);
        given.keySet()
                .forEach(option -> {
                    List<String> owners = OPTIONS_OF.get(option);
                    if (owners != null && !owners.contains(command + " " + name)) {
                        throw refused(
                                "%s is an option of %s"
                                        .formatted(option, String.join(", ", owners)));
                    }
                });
        if (given.containsKey("--native") && given.containsKey("--profile")) {
            throw refused("a native executable cannot be recorded: --native or --profile");
        }
        return new Options(
                command,
                name,
                given.containsKey("--json"),
                given.containsKey("--short"),
                given.getOrDefault("--seed", SEED),
                given.getOrDefault("--rows", 0L),
                given.containsKey("--native"),
                given.containsKey("--profile"));
    }

    /** Options with their numbers; 0 for those that have none. */
    private static Map<String, Long> given(ArrayDeque<String> rest) {
        Map<String, Long> given = new LinkedHashMap<>();
        while (!rest.isEmpty()) {
            String option = rest.remove();
            if (WITH_A_NUMBER.contains(option)) {
                given.put(option, number(option, next(rest, "a number behind " + option)));
            } else if (SWITCHES.contains(option)) {
                given.put(option, 0L);
            } else {
                throw refused("unknown option \"%s\"".formatted(option));
            }
        }
        return given;
    }

    /** The rows that were asked for, or as many as is usual. */
    long rowsOr(long usual, long usualWhenShort) {
        if (rows > 0) {
            return rows;
        }
        return isShort ? usualWhenShort : usual;
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
