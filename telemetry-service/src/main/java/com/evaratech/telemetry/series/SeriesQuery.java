package com.evaratech.telemetry.series;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.QueryTime;
import com.evaratech.telemetry.range.QueryZone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of several nodes' readings.
 *
 * @param nodes which
 * @param metrics which of them; empty for all that a node has
 * @param from the first instant
 * @param until behind the last instant
 * @param resolution what it is to be made from; {@code null} for what fits the step
 * @param step how far points lie apart
 * @param fill what is said of steps without readings
 * @param zone where days begin; {@code null} for that of the nodes
 */
record SeriesQuery(
        List<UUID> nodes,
        List<Metric> metrics,
        Instant from,
        Instant until,
        @Nullable Resolution resolution,
        Step step,
        Fill fill,
        @Nullable ZoneId zone) {

    static final int MOST_POINTS = 2_000;

    private static final String AUTO = "auto";
    private static final int DEFAULT_POINTS = 500;
    // 10,000 quarters of an hour are three and a half months.
    private static final int MOST_STEPS = 10_000;
    private static final Duration WITHOUT_FROM = Duration.ofDays(1);

    SeriesQuery {
        nodes = List.copyOf(nodes);
        metrics = List.copyOf(metrics);
    }

    /** The query parameters as they came. */
    record Asked(
            @Nullable String nodes,
            @Nullable String metrics,
            @Nullable String from,
            @Nullable String to,
            @Nullable String resolution,
            @Nullable String points,
            @Nullable String fill,
            @Nullable String zone) {}

    /**
     * Reads the query parameters.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static SeriesQuery of(Asked asked, Instant now) {
        var parameters = new QueryParameters();
        if (asked.nodes() == null) {
            throw new InvalidRequest(FieldError.missing("nodes", ScopedNodes.ALLOWED));
        }
        @Nullable List<UUID> nodes =
                parameters.choice("nodes", asked.nodes(), ScopedNodes::parse, ScopedNodes.ALLOWED);
        @Nullable List<Metric> metrics =
                parameters.choice(
                        "metrics",
                        asked.metrics(),
                        SeriesQuery::metrics,
                        "names of the metric catalogue, joined by commas");
        @Nullable Instant from =
                parameters.choice("from", asked.from(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable Instant to =
                parameters.choice("to", asked.to(), QueryTime::parse, QueryTime.ALLOWED);
        boolean isAuto = asked.resolution() == null || AUTO.equals(asked.resolution());
        @Nullable Resolution fixed =
                parameters.choice(
                        "resolution",
                        isAuto ? null : asked.resolution(),
                        Resolution::find,
                        "auto, raw, 15m, day");
        @Nullable Integer points =
                parameters.choice(
                        "points",
                        asked.points(),
                        SeriesQuery::points,
                        "a whole number from 1 to " + MOST_POINTS);
        @Nullable Fill fill =
                parameters.choice("fill", asked.fill(), Fill::find, "none, null, previous, linear");
        @Nullable ZoneId zone =
                parameters.choice("zone", asked.zone(), QueryZone::parse, QueryZone.ALLOWED);
        parameters.throwIfRefused();
        Instant until = to == null ? now : to;
        Instant first = from == null ? until.minus(WITHOUT_FROM) : from;
        if (!first.isBefore(until)) {
            throw new InvalidRequest(FieldError.of("from", first, "a time before " + until));
        }
        return new SeriesQuery(
                nodes == null ? List.of() : nodes,
                metrics == null ? List.of() : metrics,
                first,
                until,
                fixed,
                step(Duration.between(first, until), fixed, points),
                fill == null ? Fill.NONE : fill,
                zone);
    }

    private static Step step(Duration span, @Nullable Resolution fixed, @Nullable Integer points) {
        if (points != null || fixed == null || fixed == Resolution.RAW) {
            return Step.of(
                    span,
                    points == null ? DEFAULT_POINTS : points,
                    (fixed == null ? Resolution.RAW : fixed).unit());
        }
        if (span.toSeconds() / fixed.unit().length() > MOST_STEPS) {
            throw new InvalidRequest(
                    FieldError.missing(
                            "points",
                            "a whole number from 1 to %d: the span has more than %d steps of %s"
                                    .formatted(MOST_POINTS, MOST_STEPS, fixed.code())));
        }
        return fixed.unit();
    }

    private static Optional<List<Metric>> metrics(String text) {
        List<Metric> found =
                Arrays.stream(text.split(",", -1))
                        .flatMap(code -> Stream.ofNullable(Metric.find(code).orElse(null)))
                        .distinct()
                        .sorted()
                        .toList();
        return found.size() == text.split(",", -1).length ? Optional.of(found) : Optional.empty();
    }

    private static Optional<Integer> points(String text) {
        try {
            int points = Integer.parseInt(text);
            return points >= 1 && points <= MOST_POINTS ? Optional.of(points) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
