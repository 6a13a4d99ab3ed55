package com.evaratech.telemetry.range;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a node's readings.
 *
 * @param from the first instant
 * @param until behind the last instant
 * @param metrics which of the kind's metrics, in the catalogue's order
 * @param isNewestFirst in which order
 * @param limit most readings, 1 to 10,000
 * @param afterMillis instant of the last reading that the caller has; null at the beginning
 */
record Span(
        Instant from,
        Instant until,
        List<Metric> metrics,
        boolean isNewestFirst,
        int limit,
        @Nullable Long afterMillis) {

    private static final Duration WITHOUT_FROM = Duration.ofDays(1);
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int LARGEST_LIMIT = 10_000;

    /** The query parameters as they came. */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String metrics,
            @Nullable String order,
            @Nullable String limit,
            @Nullable String cursor) {}

    /**
     * Reads the query parameters; without any it is the last day.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static Span of(Asked asked, Kind kind, Instant now) {
        QueryParameters parameters = new QueryParameters();
        @Nullable Long after =
                parameters.choice(
                        "cursor",
                        asked.cursor(),
                        Span::cursor,
                        "the value of 'next' in an earlier answer");
        @Nullable Instant from =
                parameters.choice("from", asked.from(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable Instant to =
                parameters.choice("to", asked.to(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable List<Metric> metrics =
                parameters.choice(
                        "metrics", asked.metrics(), text -> metrics(text, kind), known(kind));
        @Nullable Boolean newestFirst =
                parameters.choice("order", asked.order(), Span::order, "asc, desc");
        @Nullable Integer limit =
                parameters.choice(
                        "limit",
                        asked.limit(),
                        Span::limit,
                        "a whole number from 1 to " + LARGEST_LIMIT);
        parameters.throwIfRefused();
        Instant until = to == null ? now : to;
        Instant first = from == null ? until.minus(WITHOUT_FROM) : from;
        if (!first.isBefore(until)) {
            throw new InvalidRequest(FieldError.of("from", first, "a time before " + until));
        }
        return new Span(
                first,
                until,
                metrics == null ? Metric.of(kind) : metrics,
                Boolean.TRUE.equals(newestFirst),
                limit == null ? DEFAULT_LIMIT : limit,
                after);
    }

    /** What of it is not before an instant; empty when all of it is. */
    Optional<Span> notBefore(Instant beginning) {
        if (!from.isBefore(beginning)) {
            return Optional.of(this);
        }
        return beginning.isBefore(until)
                ? Optional.of(
                        new Span(beginning, until, metrics, isNewestFirst, limit, afterMillis))
                : Optional.empty();
    }

    private static Optional<Long> cursor(String text) {
        long millis = PageRequest.of(null, text).after();
        return QueryTime.isWithinReach(Instant.ofEpochMilli(millis))
                ? Optional.of(millis)
                : Optional.empty();
    }

    private static Optional<List<Metric>> metrics(String text, Kind kind) {
        List<String> codes = Arrays.asList(text.split(",", -1));
        List<Metric> found =
                Metric.of(kind).stream().filter(metric -> codes.contains(metric.code())).toList();
        return found.size() == codes.size() ? Optional.of(found) : Optional.empty();
    }

    private static String known(Kind kind) {
        return "one or more of these, joined by commas: "
                + Metric.of(kind).stream().map(Metric::code).collect(Collectors.joining(", "));
    }

    private static Optional<Boolean> order(String text) {
        return switch (text) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            return limit >= 1 && limit <= LARGEST_LIMIT ? Optional.of(limit) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
