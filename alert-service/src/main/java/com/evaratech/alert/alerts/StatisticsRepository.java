package com.evaratech.alert.alerts;

import com.evaratech.alert.alerts.AlertStatistics.Count;
import com.evaratech.alert.alerts.AlertStatistics.NoisyRule;
import com.evaratech.alert.alerts.AlertStatistics.OfSeverity;
import com.evaratech.alert.alerts.AlertStatistics.Times;
import com.evaratech.alert.alerts.StatisticsFilter.Span;
import com.evaratech.common.access.Scope;
import com.evaratech.common.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Counts the alerts of a scope. */
@Singleton
class StatisticsRepository {

    private static final int MOST_RULES = 10;

    private final Pool database;
    private final InstantSource clock;

    StatisticsRepository(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those of the scope that pass the filter. */
    Uni<AlertStatistics> of(Scope scope, StatisticsFilter filter) {
        Span span = filter.span(clock.instant());
        Conditions conditions =
                Conditions.sql(time(span.from()), time(span.until()))
                        .within(scope, "a")
                        .andIfGiven("a.community_id = {}", filter.communityId());
        return ask(counts(conditions.text()), conditions)
                .flatMap(counts ->
                        ask(rules(conditions.text()), conditions)
                                .map(rules -> statistics(span, counts, rules)));
    }

    // By alert_opened, or the index of the scope where that is narrower. What opened by a device's
    // clock that is ahead may have been seen to before: that took no time.
    private static String counts(String where) {
        return """
        with counted as (
            select a.severity, a.state,
                case when a.acknowledged_at is not null then
                        greatest(0, extract(epoch from a.acknowledged_at - a.opened_at)::double precision) end
                    as acknowledged,
                case when a.resolved_reason in ('cleared', 'by_person')
                    then extract(epoch from a.resolved_at - a.opened_at)::double precision end as resolved
            from alerting.alert a
            where a.opened_at >= $1 and a.opened_at < $2 and %s)
        select severity, count(*) as opened, count(*) filter (where state = 'open') as open,
            count(acknowledged) as acknowledged,
            percentile_cont(0.5) within group (order by acknowledged)
                filter (where acknowledged is not null) as acknowledged_median,
            percentile_cont(0.9) within group (order by acknowledged)
                filter (where acknowledged is not null) as acknowledged_p90,
            count(resolved) as resolved,
            percentile_cont(0.5) within group (order by resolved)
                filter (where resolved is not null) as resolved_median,
            percentile_cont(0.9) within group (order by resolved)
                filter (where resolved is not null) as resolved_p90
        from counted
        group by grouping sets ((), (severity))
        order by array_position(array['critical', 'warning', 'info'], severity) nulls first
        """
                .formatted(where);
    }

    private static String rules(String where) {
        return """
        select a.rule_id, (array_agg(a.rule_name order by a.number desc))[1] as rule_name,
            count(*) as opened, count(distinct a.node_id) as nodes
        from alerting.alert a
        where a.opened_at >= $1 and a.opened_at < $2 and %s
        group by a.rule_id
        order by count(*) desc, a.rule_id
        limit %d
        """
                .formatted(where, MOST_RULES);
    }

    private Uni<RowSet<Row>> ask(String query, Conditions conditions) {
        return database.preparedQuery(query).execute(Tuple.from(conditions.values()));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static AlertStatistics statistics(Span span, RowSet<Row> counts, RowSet<Row> rules) {
        Count all = new Count(0, 0, new Times(0, null, null), new Times(0, null, null));
        List<OfSeverity> bySeverity = new ArrayList<>();
        for (Row row : counts) {
            String severity = row.getString("severity");
            if (severity == null) {
                all = count(row);
            } else {
                bySeverity.add(new OfSeverity(severity, count(row)));
            }
        }
        List<NoisyRule> noisiest = new ArrayList<>();
        for (Row row : rules) {
            noisiest.add(
                    new NoisyRule(
                            row.getUUID("rule_id"),
                            row.getString("rule_name"),
                            row.getLong("opened"),
                            row.getLong("nodes")));
        }
        return new AlertStatistics(span.from(), span.until(), all, bySeverity, noisiest);
    }

    private static Count count(Row row) {
        return new Count(
                row.getLong("opened"),
                row.getLong("open"),
                times(row, "acknowledged"),
                times(row, "resolved"));
    }

    private static Times times(Row row, String what) {
        return new Times(
                row.getLong(what), row.getDouble(what + "_median"), row.getDouble(what + "_p90"));
    }
}
