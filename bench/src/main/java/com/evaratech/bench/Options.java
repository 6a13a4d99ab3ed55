package com.evaratech.bench;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param command prove or bench
 * @param name of the proof or bench
 * @param json whether only the marks are printed, as JSON
 * @param isShort whether a few minutes must do
 * @param seed of the order of faults
 * @param isNative whether the fleet runs as native executables
 * @param isProfiled whether its services are recorded
 */
record Options(
        String command,
        String name,
        boolean json,
        boolean isShort,
        long seed,
        boolean isNative,
        boolean isProfiled) {

    /** What can be asked for. */
    static final String USAGE =
            """
            usage: ./evara prove streams [--short] [--seed N] [--json]
                   ./evara prove poll [--short] [--seed N] [--json]
                   ./evara prove restore [--short] [--json]
                   ./evara bench streams [--short] [--json]
                   ./evara bench ingest [--short] [--json] [--profile | --native]
                   ./evara bench registry [--short] [--json] [--profile]
                   ./evara bench poll [--short] [--json] [--profile]\
            """;

    private static final String INGEST = "bench ingest";
    private static final List<String> PROFILED = List.of(INGEST, "bench registry", "bench poll");
    private static final List<String> KNOWN =
            List.of(
                    "prove streams",
                    "prove poll",
                    "prove restore",
                    "bench streams",
                    "bench registry",
                    "bench poll",
                    INGEST);
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
        boolean json = false;
        boolean isShort = false;
        long seed = SEED;
        boolean isNative = false;
        boolean isProfiled = false;
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--native" -> isNative = true;
                case "--profile" -> isProfiled = true;
                case "--json" -> json = true;
                case "--short" -> isShort = true;
                case "--seed" -> seed = number(next(rest, "a number behind --seed"));
                default -> throw refused("unknown option \"%s\"".formatted(option));
            }
        }
        String asked = command + " " + name;
        if (isNative && !INGEST.equals(asked)) {
            throw refused("--native is an option of " + INGEST);
        }
        if (isProfiled && !PROFILED.contains(asked)) {
            throw refused("--profile is an option of " + String.join(", ", PROFILED));
        }
        if (isNative && isProfiled) {
            throw refused("a native executable cannot be recorded: --native or --profile");
        }
        return new Options(command, name, json, isShort, seed, isNative, isProfiled);
    }

    private static String next(ArrayDeque<String> rest, String what) {
        if (rest.isEmpty()) {
            throw refused(what + " is missing");
        }
        return rest.remove();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused("--seed must be a whole number, not \"%s\"".formatted(text));
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("evara: %s%n%n%s".formatted(why, USAGE));
    }
}
