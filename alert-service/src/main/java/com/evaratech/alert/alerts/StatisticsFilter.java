package com.evaratech.alert.alerts;

import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are counted.
 *
 * @param communityId whose; {@code null}: all of the scope
 * @param from those that opened then or later; {@code null}: 30 days before the end
 * @param until those that opened before; {@code null}: now
 */
record StatisticsFilter(
        @Nullable UUID communityId, @Nullable Instant from, @Nullable Instant until) {

    private static final Duration USUAL = Duration.ofDays(30);
    // As long as readings are kept: a year beside the one before.
    private static final Duration LONGEST = Duration.ofDays(400);

    /** A time, its end not included. */
    record Span(Instant from, Instant until) {}

    /**
     * Reads the query parameters {@code community}, {@code from} and {@code until}.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static StatisticsFilter of(
            @Nullable String community, @Nullable String from, @Nullable String until) {
        QueryParameters parameters = new QueryParameters();
        var filter =
                new StatisticsFilter(
                        parameters.id("community", community),
                        parameters.time("from", from),
                        parameters.time("until", until));
        parameters.throwIfRefused();
        return filter;
    }

    /**
     * The time that is meant.
     *
     * @throws InvalidRequest when it ends before it begins, or is longer than 400 days
     */
    Span span(Instant now) {
        Instant end = until == null ? now : until;
        Instant begin = from == null ? end.minus(USUAL) : from;
        Duration length = Duration.between(begin, end);
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new InvalidRequest(
                    FieldError.of("from", begin, "a time up to 400 days before until"));
        }
        return new Span(begin, end);
    }
}
