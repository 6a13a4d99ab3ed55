package com.evaratech.telemetry.consumption;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.consumption.ConsumptionRepository.Part;
import com.evaratech.telemetry.nodes.ScopedNodes;
import com.evaratech.telemetry.range.VisibleHistory;
import com.evaratech.telemetry.rollup.CutDays;
import com.evaratech.telemetry.series.Period;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells what meters counted. */
@Singleton
class ConsumptionService {

    // Of a year by days all meters of the largest community; some seconds of the database.
    private static final long MOST_ROWS = 4_000_000;

    private final ScopedNodes nodes;
    private final VisibleHistory history;
    private final ConsumptionRepository repository;
    private final CutDays days;
    private final InstantSource clock;

    ConsumptionService(
            ScopedNodes nodes,
            VisibleHistory history,
            ConsumptionRepository repository,
            CutDays days,
            InstantSource clock) {
        this.nodes = nodes;
        this.history = history;
        this.repository = repository;
        this.days = days;
        this.clock = clock;
    }

    /** Whose meters, and where their days begin. */
    private record Meters(List<Long> numbers, @Nullable List<NodeEntry> named, ZoneId zone) {}

    /** What is asked, of meters of this scope. */
    Uni<Consumption> answer(Scope scope, ConsumptionQuery query) {
        return meters(scope, query)
                .chain(meters ->
                        history.beginning(scope, clock.instant())
                                .chain(beginning -> answer(query, meters, beginning)));
    }

    private Uni<Meters> meters(Scope scope, ConsumptionQuery query) {
        Kind kind = ConsumptionRepository.kindOf(query.counter());
        if (query.communityId() != null) {
            return repository
                    .meters(scope, query.communityId(), kind)
                    .map(numbers -> checked(query, numbers))
                    .chain(numbers ->
                            zone(query, numbers).map(zone -> new Meters(numbers, null, zone)));
        }
        return nodes.find(scope, query.nodes())
                .map(found -> {
                    var zones = found.stream().map(NodeEntry::timeZone).collect(Collectors.toSet());
                    ZoneId own = zones.size() == 1 ? zones.iterator().next() : ZoneOffset.UTC;
                    return new Meters(
                            found.stream()
                                    .filter(node -> kind.name().equals(node.kind()))
                                    .map(NodeEntry::number)
                                    .toList(),
                            found,
                            Objects.requireNonNullElse(query.zone(), own));
                });
    }

    /** That of most of a community's meters: days of theirs are at hand, those of others not. */
    private Uni<ZoneId> zone(ConsumptionQuery query, List<Long> numbers) {
        return query.zone() != null
                ? Uni.createFrom().item(query.zone())
                : days.commonestZone(numbers).map(zone -> zone.orElse(ZoneOffset.UTC));
    }

    private static List<Long> checked(ConsumptionQuery query, List<Long> numbers) {
        if (numbers.size() > ConsumptionRepository.MOST_METERS) {
            throw new InvalidRequest(
                    FieldError.of(
                            "community",
                            query.communityId(),
                            "a community with no more than %d meters"
                                    .formatted(ConsumptionRepository.MOST_METERS)));
        }
        return numbers;
    }

    private Uni<Consumption> answer(
            ConsumptionQuery query, Meters meters, Optional<Instant> beginning) {
        List<Instant> begins =
                query.by().begins(query.from(), query.until(), meters.zone()).stream()
                        .filter(begin -> beginning.isEmpty() || !begin.isBefore(beginning.get()))
                        .toList();
        if (begins.size() < 2 || meters.numbers().isEmpty()) {
            return Uni.createFrom().item(told(query, meters, begins, Map.of(), Map.of()));
        }
        Uni<Boolean> isByDays =
                query.by() == Period.HOUR
                        ? Uni.createFrom().item(false)
                        : days.areOf(meters.zone(), meters.numbers());
        return isByDays.map(byDays ->
                        checked(
                                query,
                                new Part(
                                        meters.numbers(),
                                        query.counter(),
                                        begins,
                                        meters.zone(),
                                        byDays)))
                .chain(part -> read(query, meters, part));
    }

    private static Part checked(ConsumptionQuery query, Part part) {
        if (part.rows() > MOST_ROWS) {
            throw new InvalidRequest(
                    FieldError.of(
                            "from",
                            query.from(),
                            part.isByDays()
                                    ? "a shorter span, or fewer meters"
                                    : "a shorter span, fewer meters, or days of the meters' zone"));
        }
        return part;
    }

    private Uni<Consumption> read(ConsumptionQuery query, Meters meters, Part part) {
        return meters.named() == null
                ? repository
                        .ofAll(part)
                        .map(all -> told(query, meters, part.begins(), all, Map.of()))
                : repository
                        .ofEach(part)
                        .map(each -> told(query, meters, part.begins(), together(each), each));
    }

    private static Map<Integer, Double> together(Map<Long, Map<Integer, Double>> each) {
        return each.values().stream()
                .flatMap(meter -> meter.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Double::sum));
    }

    private static Consumption told(
            ConsumptionQuery query,
            Meters meters,
            List<Instant> begins,
            Map<Integer, Double> all,
            Map<Long, Map<Integer, Double>> each) {
        int periods = Math.max(0, begins.size() - 1);
        List<@Nullable Double> amounts = amounts(periods, all);
        return new Consumption(
                query.counter(),
                query.counter().unit().symbol(),
                query.by().code(),
                meters.zone().getId(),
                begins.subList(0, periods),
                begins.isEmpty() ? query.until() : begins.getLast(),
                meters.numbers().size(),
                amounts,
                sum(amounts),
                meters.named() == null ? null : each(meters.named(), periods, each));
    }

    private static List<NodeConsumption> each(
            List<NodeEntry> named, int periods, Map<Long, Map<Integer, Double>> rose) {
        return named.stream()
                .map(node -> {
                    var amounts = amounts(periods, rose.getOrDefault(node.number(), Map.of()));
                    return new NodeConsumption(node.id(), amounts, sum(amounts));
                })
                .toList();
    }

    private static List<@Nullable Double> amounts(int periods, Map<Integer, Double> rose) {
        List<@Nullable Double> amounts = new ArrayList<>();
        IntStream.range(0, periods).forEach(period -> amounts.add(rose.get(period)));
        return amounts;
    }

    private static double sum(List<@Nullable Double> amounts) {
        return amounts.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).sum();
    }
}
