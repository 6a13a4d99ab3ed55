package com.evaratech.telemetry.community;

import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.sql.Conditions;
import com.evaratech.telemetry.rollup.RollupColumns;
import com.evaratech.telemetry.series.Period;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the nodes of communities come to. */
@Singleton
class CommunityRepository {

    // Each node counts once, however often it reports, and by its own days where they are those of
    // the zone that is asked for.
    private static final String OF_VALUES =
            """
            , each as (
                select community_id, number, period, min(least) as least, max(most) as most,
                    sum(total) / sum(readings) as average
                from parts group by 1, 2, 3 having sum(readings) > 0)
            select community_id, period, count(*)::int as reporting, min(least) as least,
                avg(average) as average, max(most) as most, sum(average) as total
            from each group by 1, 2
            """;

    // A pump that ran in two of three readings of a quarter of an hour ran for ten minutes of it.
    private static final String OF_PUMPS =
            """
            select community_id, period, count(distinct number)::int as reporting,
                sum(running::float8 / readings) / 4 as run_hours
            from parts where readings > 0 group by 1, 2
            """;

    private final Pool database;

    CommunityRepository(Pool database) {
        this.database = database;
    }

    /**
     * A community with its nodes that have a metric.
     *
     * @param nodesByZone how many there are by the zone of their days; under the empty text those
     *     that never reported
     */
    record Community(UUID id, Map<String, Integer> nodesByZone) {

        int nodes() {
            return nodesByZone.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * What is read.
     *
     * @param communities of these
     * @param begins where periods begin and the last one ends
     */
    record Part(CommunityQuery query, List<UUID> communities, List<Instant> begins, ZoneId zone) {

        /** Whether rows of days will do for nodes whose days are those of the zone. */
        boolean hasDays() {
            return query.by() != Period.HOUR && !query.isOfPumps();
        }
    }

    /**
     * What a period came to.
     *
     * @param runHours of pumps, which have none of the four before
     */
    record Sum(
            int reporting,
            @Nullable Double least,
            @Nullable Double average,
            @Nullable Double most,
            @Nullable Double total,
            @Nullable Double runHours) {}

    /** Communities of the scope that have nodes with the metric, by their ids. */
    Uni<List<Community>> communities(Scope scope, CommunityQuery query, UUID after, int most) {
        Conditions conditions =
                Conditions.sql(kinds(query), after, most)
                        .within(scope, "n")
                        .andIfGiven("n.community_id = {}", query.communityId());
        // Walks node_of_community from the page's key on.
        return database.preparedQuery(
                        """
                        select n.community_id, coalesce(zone.zone, '') as zone,
                            count(*)::int as nodes
                        from telemetry.node n
                        left join telemetry.day_zone zone on zone.node_number = n.number
                        where n.kind = any($1) and %1$s and n.community_id in (
                            select n.community_id from telemetry.node n
                            where n.kind = any($1) and n.community_id > $2 and %1$s
                            group by 1 order by 1 limit $3)
                        group by 1, 2 order by 1
                        """
                                .formatted(conditions.text()))
                .execute(Tuple.from(conditions.values()))
                .map(rows -> {
                    Map<UUID, Map<String, Integer>> nodes = new LinkedHashMap<>();
                    for (Row row : rows) {
                        var _ =
                                nodes.computeIfAbsent(
                                                row.getUUID("community_id"), _ -> new HashMap<>())
                                        .put(row.getString("zone"), row.getInteger("nodes"));
                    }
                    return nodes.entrySet().stream()
                            .map(each -> new Community(each.getKey(), each.getValue()))
                            .toList();
                });
    }

    /** What their nodes of the scope came to in each period in which one of them reported. */
    Uni<Map<UUID, Map<Integer, Sum>>> sums(Scope scope, Part part) {
        Conditions conditions =
                Conditions.sql(
                                part.communities().toArray(UUID[]::new),
                                kinds(part.query()),
                                part.begins().stream()
                                        .map(begin -> begin.atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new),
                                part.begins().stream()
                                        .map(begin -> LocalDate.ofInstant(begin, part.zone()))
                                        .toArray(LocalDate[]::new),
                                part.zone().getId(),
                                part.hasDays())
                        .within(scope, "n");
        return database.preparedQuery(sql(part, conditions.text()))
                .execute(Tuple.from(conditions.values()))
                .map(rows -> {
                    Map<UUID, Map<Integer, Sum>> sums = new HashMap<>();
                    for (Row row : rows) {
                        var _ =
                                sums.computeIfAbsent(
                                                row.getUUID("community_id"), _ -> new HashMap<>())
                                        .put(row.getInteger("period"), sum(part.query(), row));
                    }
                    return sums;
                });
    }

    /** Walks each node's part of the primary keys. */
    private static String sql(Part part, String conditions) {
        Metric metric = part.query().metric();
        String told =
                part.query().isOfPumps()
                        ? """
                        coalesce(%1$s_running, 0) as running,
                        coalesce(%1$s_running, 0) + coalesce(%1$s_stopped, 0)
                            + coalesce(%1$s_fault, 0) as readings\
                        """
                        : """
                        %1$s_min as least, %1$s_max as most, %1$s_sum as total,
                        %1$s_count as readings\
                        """;
        String parts =
                part.query().kinds().stream()
                        .map(kind -> parts(kind, told.formatted(metric.code())))
                        .collect(Collectors.joining(" union all "));
        return """
        with nodes as (
            select n.community_id, n.number, n.kind,
                $6::boolean and coalesce(zone.zone = $5, false) as is_by_days
            from telemetry.node n
            left join telemetry.day_zone zone on zone.node_number = n.number
            where n.community_id = any($1) and n.kind = any($2) and %s),
        parts as (%s)
        %s
        """
                .formatted(conditions, parts, part.query().isOfPumps() ? OF_PUMPS : OF_VALUES);
    }

    private static String parts(Kind kind, String told) {
        var columns = RollupColumns.of(kind);
        return """
        select community_id, number, width_bucket(begins, $3::timestamptz[]) - 1 as period, %1$s
        from nodes join %2$s on node_number = number
        where kind = '%4$s' and not is_by_days and begins >= ($3::timestamptz[])[1]
            and begins < ($3::timestamptz[])[cardinality($3::timestamptz[])]
        union all
        select community_id, number, width_bucket(day, $4::date[]) - 1, %1$s
        from nodes join %3$s on node_number = number
        where kind = '%4$s' and is_by_days and day >= ($4::date[])[1]
            and day < ($4::date[])[cardinality($4::date[])]\
        """
                .formatted(told, columns.quarters(), columns.days(), kind.name());
    }

    private static Sum sum(CommunityQuery query, Row row) {
        int reporting = row.getInteger("reporting");
        return query.isOfPumps()
                ? new Sum(reporting, null, null, null, null, row.getDouble("run_hours"))
                : new Sum(
                        reporting,
                        row.getDouble("least"),
                        row.getDouble("average"),
                        row.getDouble("most"),
                        row.getDouble("total"),
                        null);
    }

    private static String[] kinds(CommunityQuery query) {
        return query.kinds().stream().map(Kind::name).toArray(String[]::new);
    }
}
