package com.evaratech.telemetry.series;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.VisibleHistory;
import com.evaratech.telemetry.rollup.CutDays;
import com.evaratech.telemetry.series.SeriesRepository.Part;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes series: chooses what from, keeps to the plan of who asks, fills in what is missing. */
@Singleton
class SeriesService {

    // What a statement may read: a node that reports each minute has half a million readings a
    // year.
    private static final long MOST_RAW_NODE_DAYS = 1_000;
    // Rows of two million quarters of an hour.
    private static final long MOST_QUARTER_NODE_DAYS = 20_000;
    // Some ten megabytes of answer.
    private static final long MOST_VALUES = 200_000;

    private final ScopedNodes nodes;
    private final VisibleHistory history;
    private final SeriesRepository repository;
    private final CutDays days;
    private final InstantSource clock;

    SeriesService(
            ScopedNodes nodes,
            VisibleHistory history,
            SeriesRepository repository,
            CutDays days,
            InstantSource clock) {
        this.nodes = nodes;
        this.history = history;
        this.repository = repository;
        this.days = days;
        this.clock = clock;
    }

    /** The series of a query, of nodes of this scope. */
    Uni<SeriesAnswer> answer(Scope scope, SeriesQuery query) {
        return nodes.find(scope, query.nodes())
                .chain(found ->
                        history.beginning(scope, clock.instant())
                                .chain(beginning -> answer(query, found, beginning)));
    }

    private Uni<SeriesAnswer> answer(
            SeriesQuery query, List<NodeEntry> found, Optional<Instant> beginning) {
        ZoneId zone = zone(query, found);
        List<Instant> boundaries =
                Steps.of(query.from(), query.until(), query.step(), zone).stream()
                        .filter(begin -> beginning.isEmpty() || !begin.isBefore(beginning.get()))
                        .toList();
        return source(query, found, zone)
                .chain(source -> {
                    var plan = new Plan(query, found, zone, source, boundaries);
                    plan.check();
                    return boundaries.size() < 2
                            ? Uni.createFrom().item(plan.answer(Map.of()))
                            : read(plan).map(plan::answer);
                });
    }

    private Uni<Map<Long, Map<Metric, Points>>> read(Plan plan) {
        return Multi.createFrom()
                .iterable(plan.parts())
                .onItem()
                .transformToUniAndConcatenate(repository::read)
                .collect()
                .in(HashMap::new, Map::putAll);
    }

    /** Days where they are those of the zone, else the quarters of an hour that they consist of. */
    private Uni<Resolution> source(SeriesQuery query, List<NodeEntry> found, ZoneId zone) {
        Resolution wanted =
                Objects.requireNonNullElse(query.resolution(), Resolution.of(query.step()));
        if (wanted != Resolution.DAY) {
            return Uni.createFrom().item(wanted);
        }
        return days.areOf(zone, found.stream().map(NodeEntry::number).toList())
                .map(have -> have ? Resolution.DAY : Resolution.QUARTER);
    }

    private static ZoneId zone(SeriesQuery query, List<NodeEntry> found) {
        if (query.zone() != null) {
            return query.zone();
        }
        var zones = found.stream().map(NodeEntry::timeZone).collect(Collectors.toSet());
        return zones.size() == 1 ? zones.iterator().next() : ZoneOffset.UTC;
    }

    private record Plan(
            SeriesQuery query,
            List<NodeEntry> nodes,
            ZoneId zone,
            Resolution source,
            List<Instant> boundaries) {

        void check() {
            long days = Duration.between(query.from(), query.until()).toDays() + 1;
            if (source == Resolution.RAW && days * nodes.size() > MOST_RAW_NODE_DAYS) {
                throw new InvalidRequest(
                        FieldError.of(
                                "resolution",
                                source.code(),
                                "15m or day for more than %d days, counted for each node"
                                        .formatted(MOST_RAW_NODE_DAYS)));
            }
            if (source == Resolution.QUARTER && days * nodes.size() > MOST_QUARTER_NODE_DAYS) {
                throw new InvalidRequest(
                        FieldError.of(
                                "resolution",
                                source.code(),
                                "day, of the nodes' own zone, for more than %d days, counted for each node"
                                        .formatted(MOST_QUARTER_NODE_DAYS)));
            }
            long values =
                    nodes.stream().mapToLong(node -> metrics(kind(node)).size()).sum()
                            * boundaries.size();
            if (values > MOST_VALUES) {
                throw new InvalidRequest(
                        FieldError.of(
                                "points",
                                boundaries.size(),
                                "no more than %d points over all nodes and metrics"
                                        .formatted(MOST_VALUES)));
            }
        }

        List<Part> parts() {
            return nodes.stream().collect(Collectors.groupingBy(Plan::kind)).entrySet().stream()
                    .filter(each -> !metrics(each.getKey()).isEmpty())
                    .map(each ->
                            new Part(
                                    each.getKey(),
                                    each.getValue().stream().map(NodeEntry::number).toList(),
                                    metrics(each.getKey()),
                                    source,
                                    boundaries,
                                    zone))
                    .toList();
        }

        SeriesAnswer answer(Map<Long, Map<Metric, Points>> points) {
            List<NodeSeries> series = new ArrayList<>();
            List<Instant> begins = boundaries.subList(0, Math.max(0, boundaries.size() - 1));
            for (NodeEntry node : nodes) {
                Map<Metric, Points> found = points.getOrDefault(node.number(), Map.of());
                for (Metric metric : metrics(kind(node))) {
                    Points known = found.get(metric);
                    series.add(
                            (known == null ? new Points(metric, begins) : known)
                                    .toSeries(node.id(), query.fill()));
                }
            }
            return new SeriesAnswer(
                    boundaries.isEmpty() ? query.until() : boundaries.getFirst(),
                    boundaries.isEmpty() ? query.until() : boundaries.getLast(),
                    source.code(),
                    query.step().text(),
                    zone.getId(),
                    series);
        }

        private List<Metric> metrics(Kind kind) {
            return query.metrics().isEmpty()
                    ? Metric.of(kind)
                    : query.metrics().stream().filter(metric -> metric.isOf(kind)).toList();
        }

        private static Kind kind(NodeEntry node) {
            return Kind.valueOf(node.kind());
        }
    }
}
