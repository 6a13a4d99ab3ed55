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
                    .map(numbers -> new Meters(checked(query, numbers), null, zone(query)));
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

    private static ZoneId zone(ConsumptionQuery query) {
        return Objects.requireNonNullElse(query.zone(), ZoneOffset.UTC);
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
            return Uni.createFrom().item(told(query, meters, begins, Map.of()));
        }
        Uni<Boolean> isByDays =
                query.by() == Period.HOUR
                        ? Uni.createFrom().item(false)
                        : days.areOf(meters.zone(), meters.numbers());
        return isByDays.chain(byDays ->
                        repository.read(
                                new Part(
                                        meters.numbers(),
                                        query.counter(),
                                        begins,
                                        meters.zone(),
                                        byDays)))
                .map(rose -> told(query, meters, begins, rose));
    }

    private static Consumption told(
            ConsumptionQuery query,
            Meters meters,
            List<Instant> begins,
            Map<Long, Map<Integer, Double>> rose) {
        int periods = Math.max(0, begins.size() - 1);
        List<@Nullable Double> amounts = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            int each = period;
            amounts.add(
                    rose.values().stream()
                            .filter(meter -> meter.containsKey(each))
                            .mapToDouble(meter -> meter.getOrDefault(each, 0.0))
                            .boxed()
                            .reduce(Double::sum)
                            .orElse(null));
        }
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
                meters.named() == null ? null : each(meters.named(), periods, rose));
    }

    private static List<NodeConsumption> each(
            List<NodeEntry> named, int periods, Map<Long, Map<Integer, Double>> rose) {
        return named.stream()
                .map(node -> {
                    Map<Integer, Double> found = rose.getOrDefault(node.number(), Map.of());
                    List<@Nullable Double> amounts = new ArrayList<>();
                    IntStream.range(0, periods).forEach(period -> amounts.add(found.get(period)));
                    return new NodeConsumption(node.id(), amounts, sum(amounts));
                })
                .toList();
    }

    private static double sum(List<@Nullable Double> amounts) {
        return amounts.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).sum();
    }
}
