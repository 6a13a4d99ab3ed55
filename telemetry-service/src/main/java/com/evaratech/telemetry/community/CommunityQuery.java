package com.evaratech.telemetry.community;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.range.QueryTime;
import com.evaratech.telemetry.range.QueryZone;
import com.evaratech.telemetry.rollup.RollupColumns;
import com.evaratech.telemetry.series.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of communities.
 *
 * @param metric of their nodes
 * @param communityId of this one alone; {@code null} for all
 * @param by by what it is to be told
 * @param from in the first period
 * @param until not behind the last one's end
 * @param zone whose days; {@code null} for that of most of the nodes
 */
record CommunityQuery(
        Metric metric,
        @Nullable UUID communityId,
        Period by,
        Instant from,
        Instant until,
        @Nullable ZoneId zone) {

    private static final String METRICS =
            Arrays.stream(Metric.values())
                    .filter(CommunityQuery::isTold)
                    .map(Metric::code)
                    .collect(Collectors.joining(", "));

    /** The query parameters as they came. */
    record Asked(
            @Nullable String metric,
            @Nullable String community,
            @Nullable String by,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}

    /**
     * Reads the query parameters.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static CommunityQuery of(Asked asked, Instant now) {
        if (asked.metric() == null) {
            throw new InvalidRequest(FieldError.missing("metric", METRICS));
        }
        var parameters = new QueryParameters();
        @Nullable Metric metric =
                parameters.choice("metric", asked.metric(), CommunityQuery::metric, METRICS);
        @Nullable UUID community = parameters.id("community", asked.community());
        @Nullable Period by = parameters.choice("by", asked.by(), Period::find, "hour, day, month");
        @Nullable Instant from =
                parameters.choice("from", asked.from(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable Instant to =
                parameters.choice("to", asked.to(), QueryTime::parse, QueryTime.ALLOWED);
        @Nullable ZoneId zone =
                parameters.choice("zone", asked.zone(), QueryZone::parse, QueryZone.ALLOWED);
        parameters.throwIfRefused();
        Period period = Objects.requireNonNullElse(by, Period.DAY);
        Instant until = Objects.requireNonNullElse(to, now);
        Instant first = from == null ? until.minus(period.ordinary()) : from;
        period.checkSpan(first, until);
        return new CommunityQuery(
                Objects.requireNonNull(metric), community, period, first, until, zone);
    }

    /** The kinds of node that have the metric. */
    List<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(metric::isOf).toList();
    }

    /** Whether it is asked how long pumps ran. */
    boolean isOfPumps() {
        return metric.plausible() instanceof Plausible.OneOf;
    }

    /** Days, 1 or more. */
    long days() {
        return Duration.between(from, until).toDays() + 1;
    }

    private static Optional<Metric> metric(String code) {
        return Metric.find(code).filter(CommunityQuery::isTold);
    }

    // How far counters rose is told as consumption; where they stand means nothing of many.
    private static boolean isTold(Metric metric) {
        return !RollupColumns.COUNTERS.contains(metric);
    }
}
