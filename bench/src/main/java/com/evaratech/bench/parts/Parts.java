package com.evaratech.bench.parts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of a bench, which people call by the words that the constants' names are. */
public final class Parts {

    private Parts() {}

    /**
     * The part of that name, or all of them.
     *
     * @param whoHas them, in the sentence that somebody reads who names another
     * @throws IllegalArgumentException when there is no such part
     */
    public static <P extends Enum<P>> Set<P> of(
            Class<P> parts, Optional<String> name, String whoHas) {
        return name.<Set<P>>map(word -> EnumSet.of(find(parts, word, whoHas)))
                .orElseGet(() -> EnumSet.allOf(parts));
    }

    private static <P extends Enum<P>> P find(Class<P> parts, String word, String whoHas) {
        P[] all = parts.getEnumConstants();
        return Arrays.stream(all)
                .filter(part -> word(part).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "evara: %s no part \"%s\"; there are: %s"
                                        .formatted(
                                                whoHas,
                                                word,
                                                Arrays.stream(all)
                                                        .map(Parts::word)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
