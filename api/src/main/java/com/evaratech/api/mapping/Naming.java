package com.evaratech.api.mapping;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Names of fields and parameters in both versions' ways: {@code water_level_cm} and {@code
 * waterLevelCm}. Each name of version 1 has one in version 2 and the other way round.
 */
public final class Naming {

    private static final char LINE = '_';

    private Naming() {}

    /** As version 2 writes it. */
    public static String second(String first) {
        if (first.indexOf(LINE) < 0) {
            return first;
        }
        StringBuilder name = new StringBuilder(first.length());
        for (int i = 0; i < first.length(); i++) {
            char letter = first.charAt(i);
            if (letter == LINE && isWordsEnd(first, i) && isSmall(first, i + 1)) {
                i++;
                name.append((char) (first.charAt(i) - 'a' + 'A'));
            } else if (letter == LINE && i + 1 < first.length() && first.charAt(i + 1) == LINE) {
                // Of a name that version 2 does not know, see first(): as its caller wrote it.
                i++;
                name.append(LINE);
            } else {
                name.append(letter);
            }
        }
        return name.toString();
    }

    /**
     * As version 1 writes it. A name of version 1 is none of version 2: it becomes one that nobody
     * has, so that the service refuses it like any unknown name.
     */
    public static String first(String second) {
        StringBuilder name = new StringBuilder(second.length() + 4);
        for (int i = 0; i < second.length(); i++) {
            char letter = second.charAt(i);
            if (letter == LINE) {
                name.append(LINE).append(LINE);
            } else if (letter >= 'A' && letter <= 'Z' && i > 0 && isWordsEnd(second, i)) {
                name.append(LINE).append((char) (letter - 'A' + 'a'));
            } else {
                name.append(letter);
            }
        }
        return name.toString();
    }

    /** Names parted by commas, in version 1's way. */
    public static String firstOfMany(String second) {
        return Arrays.stream(second.split(",", -1))
                .map(Naming::first)
                .collect(Collectors.joining(","));
    }

    /** Names parted by commas, in version 2's way. */
    public static String secondOfMany(String first) {
        return Arrays.stream(first.split(",", -1))
                .map(Naming::second)
                .collect(Collectors.joining(","));
    }

    private static boolean isWordsEnd(String name, int next) {
        if (next == 0) {
            return false;
        }
        char before = name.charAt(next - 1);
        return (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
    }

    private static boolean isSmall(String name, int at) {
        return at < name.length() && name.charAt(at) >= 'a' && name.charAt(at) <= 'z';
    }
}
