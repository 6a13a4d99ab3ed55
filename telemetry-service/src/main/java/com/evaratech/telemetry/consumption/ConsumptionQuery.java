package com.evaratech.telemetry.consumption;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.QueryTime;
import com.evaratech.telemetry.range.QueryZone;
import com.evaratech.telemetry.rollup.RollupColumns;
import com.evaratech.telemetry.series.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of meters.
 *
 * @param nodes which; empty when a community's are asked for
 * @param communityId all meters of that community; {@code null} when nodes are named
 * @param counter which of their metrics
 * @param by by what it is to be told
 * @param from in the first period
 * @param until not behind the last one's end
 * @param zone whose days; {@code null} for the nodes' own
 */
record ConsumptionQuery(
        List<UUID> nodes,
        @Nullable UUID communityId,
        Metric counter,
        Period by,
        Instant from,
        Instant until,
        @Nullable ZoneId zone) {

    private static final String COUNTERS =
            RollupColumns.COUNTERS.stream()
                    .map(Metric::code)
                    .sorted()
                    .collect(Collectors.joining(", "));

    ConsumptionQuery {
        nodes = List.copyOf(nodes);
    }

    /** The query parameters as they came. */
    record Asked(
            @Nullable String nodes,
            @Nullable String community,
            @Nullable String metric,
            @Nullable String by,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone) {}

    /**
     * Reads the query parameters.
     *
     * @throws InvalidRequest naming every parameter that cannot be understood
     */
    static ConsumptionQuery of(Asked asked, Instant now) {
        if ((asked.nodes() == null) == (asked.community() == null)) {
            throw new InvalidRequest(
                    FieldError.of(
                            "nodes",
                            asked.nodes(),
                            ScopedNodes.ALLOWED + "; or community, and not both"));
        }
        var parameters = new QueryParameters();
        @Nullable List<UUID> nodes =
                parameters.choice("nodes", asked.nodes(), ScopedNodes::parse, ScopedNodes.ALLOWED);
        @Nullable UUID community = parameters.id("community", asked.community());
        @Nullable Metric counter =
                parameters.choice(
                        "metric",
                        asked.metric(),
                        text -> Metric.find(text).filter(RollupColumns.COUNTERS::contains),
                        COUNTERS);
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
        return new ConsumptionQuery(
                nodes == null ? List.of() : nodes,
                community,
                Objects.requireNonNullElse(counter, Metric.CUMULATIVE_VOLUME_LITRES),
                period,
                first,
                until,
                zone);
    }
}
