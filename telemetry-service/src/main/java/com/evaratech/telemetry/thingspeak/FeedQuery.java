package com.evaratech.telemetry.thingspeak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which entries of a channel are asked for. As ThingSpeak does, a value that means nothing counts
 * as absent. {@code results} wins over {@code days} and {@code minutes}; {@code start} and {@code
 * end} bound the rows in any case.
 *
 * @param from first instant
 * @param to last instant
 * @param firstEntry lowest number
 * @param lastEntry highest number
 * @param limit most entries, the newest ones
 */
record FeedQuery(Instant from, Instant to, long firstEntry, long lastEntry, int limit) {

    private static final int DEFAULT_ROWS = 100;
    private static final int MOST_ROWS = 8_000;
    private static final int DAY_MINUTES = 1_440;
    private static final int MOST_MINUTES = 36_500 * DAY_MINUTES;
    private static final Instant ALWAYS = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final List<String> BOUNDS =
            List.of("days", "minutes", "start", "end", "start_entry_id", "end_entry_id");

    /** Reads the parameters. */
    static FeedQuery of(Parameters parameters, Times times, Instant now) {
        Optional<Instant> start = parameters.get("start").flatMap(times::read);
        Optional<Instant> end = parameters.get("end").flatMap(times::read);
        OptionalLong results = parameters.number("results");
        Instant from = start.orElse(ALWAYS);
        if (start.isEmpty() && end.isEmpty() && results.isEmpty()) {
            from = since(parameters, now);
        }
        int otherwise =
                BOUNDS.stream().anyMatch(name -> parameters.get(name).isPresent())
                        ? MOST_ROWS
                        : DEFAULT_ROWS;
        return new FeedQuery(
                within(from),
                within(end.orElse(NEVER)),
                parameters.number("start_entry_id").orElse(0),
                parameters.number("end_entry_id").orElse(Long.MAX_VALUE),
                results.isPresent() ? Math.clamp(results.getAsLong(), 0, MOST_ROWS) : otherwise);
    }

    /** Those of a status feed: of a day, where nothing else is said. */
    static FeedQuery ofStatuses(Parameters parameters, Times times, Instant now) {
        boolean isBounded =
                parameters.get("results").isPresent()
                        || BOUNDS.stream().anyMatch(name -> parameters.get(name).isPresent());
        FeedQuery asked = of(parameters, times, now);
        return isBounded
                ? asked
                : new FeedQuery(
                        now.minus(Duration.ofDays(1)),
                        asked.to(),
                        asked.firstEntry(),
                        asked.lastEntry(),
                        MOST_ROWS);
    }

    private static Instant since(Parameters parameters, Instant now) {
        OptionalLong days = parameters.number("days");
        OptionalLong minutes = parameters.number("minutes");
        if (days.isEmpty() && minutes.isEmpty()) {
            return ALWAYS;
        }
        long back =
                days.isPresent()
                        ? Math.clamp(days.getAsLong(), 0, MOST_MINUTES / DAY_MINUTES)
                                * (long) DAY_MINUTES
                        : Math.clamp(minutes.getAsLong(), 0, MOST_MINUTES);
        return now.minus(Duration.ofMinutes(back));
    }

    private static Instant within(Instant time) {
        if (time.isBefore(ALWAYS)) {
            return ALWAYS;
        }
        return time.isAfter(NEVER) ? NEVER : time;
    }
}
