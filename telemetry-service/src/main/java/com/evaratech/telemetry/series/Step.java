package com.evaratech.telemetry.series;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far the points of a series lie apart.
 *
 * @param seconds within a day, of which a whole number makes one
 * @param days of the series' zone, each as long as it is there; 0 where steps are shorter
 */
record Step(int seconds, int days) implements Comparable<Step> {

    static final Step QUARTER = ofSeconds(15 * 60);
    static final Step DAY = new Step(0, 1);

    private static final int DAY_SECONDS = 86_400;

    // Those that people count in; from a quarter of an hour on they are whole quarters.
    private static final List<Step> LADDER =
            Stream.concat(
                            IntStream.of(
                                            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800,
                                            3_600, 7_200, 10_800, 21_600, 43_200)
                                    .mapToObj(Step::ofSeconds),
                            IntStream.of(1, 2, 7, 14, 28, 91, 182, 364)
                                    .mapToObj(days -> new Step(0, days)))
                    .toList();

    static Step ofSeconds(int seconds) {
        return new Step(seconds, 0);
    }

    /** The shortest, from a unit on, that a span takes no more than so many of. */
    static Step of(Duration span, int points, Step unit) {
        return LADDER.stream()
                .filter(step -> step.compareTo(unit) >= 0)
                .filter(step -> span.toSeconds() <= (long) points * step.length())
                .findFirst()
                .orElse(LADDER.getLast());
    }

    /** As ISO 8601 writes it. */
    String text() {
        return days > 0 ? Period.ofDays(days).toString() : Duration.ofSeconds(seconds).toString();
    }

    /** In seconds, where days have 24 hours. */
    int length() {
        return days > 0 ? days * DAY_SECONDS : seconds;
    }

    @Override
    public int compareTo(Step other) {
        return Integer.compare(length(), other.length());
    }
}
