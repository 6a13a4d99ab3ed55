package com.evaratech.bench.gateway;

import com.evaratech.bench.gateway.live.LiveBench;
import com.evaratech.bench.report.Report;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is measured of the gateway, one part after the other.
 *
 * @param wanted in the order of the parts
 */
public record GatewayParts(Set<Part> wanted) {

    /** A part. */
    public enum Part {
        /** What a request costs at the door. */
        REQUESTS,
        /** How many are told how much, as it comes. */
        LIVE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GatewayParts {
        wanted = EnumSet.copyOf(wanted);
    }

    /**
     * The part of that name, or all of them.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static GatewayParts of(Optional<String> name) {
        return new GatewayParts(
                name.<Set<Part>>map(word -> EnumSet.of(find(word)))
                        .orElseGet(() -> EnumSet.allOf(Part.class)));
    }

    private static Part find(String word) {
        return Arrays.stream(Part.values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "evara: the gateway has no part \"%s\"; there are: %s"
                                        .formatted(
                                                word,
                                                Arrays.stream(Part.values())
                                                        .map(Part::word)
                                                        .collect(Collectors.joining(", ")))));
    }

    /** Measures, adding to the report. */
    public void run(Report report, boolean isShort, boolean isProfiled) throws Exception {
        for (Part part : wanted) {
            switch (part) {
                case REQUESTS -> new GatewayBench(report, isShort).run(isProfiled);
                case LIVE -> new LiveBench(report, isShort).run(isProfiled);
            }
        }
    }
}
