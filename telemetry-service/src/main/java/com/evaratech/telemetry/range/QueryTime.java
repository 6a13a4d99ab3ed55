package com.evaratech.telemetry.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A time as a query parameter says it. */
public final class QueryTime {

    /** What is allowed, as a phrase. */
    public static final String ALLOWED = "a time with its offset, like 2026-01-31T06:30:00Z";

    // What a time of four digits can say. Java and cursors go on to where the database cannot
    // follow.
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private QueryTime() {}

    /** The time in a text, if it is one. */
    public static Optional<Instant> parse(String text) {
        try {
            // A plus sign in a query is a blank once it has been read.
            Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return isWithinReach(time) ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    static boolean isWithinReach(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }
}
