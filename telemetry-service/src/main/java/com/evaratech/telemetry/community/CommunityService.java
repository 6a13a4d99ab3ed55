package com.evaratech.telemetry.community;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.common.page.Page;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.telemetry.community.CommunityRepository.Community;
import com.evaratech.telemetry.community.CommunityRepository.Part;
import com.evaratech.telemetry.community.CommunityRepository.Sum;
import com.evaratech.telemetry.community.CommunityRollup.Periods;
import com.evaratech.telemetry.community.CommunityRollup.Values;
import com.evaratech.telemetry.range.VisibleHistory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells what the nodes of communities come to, a page of communities at a time. */
@Singleton
class CommunityService {

    private static final String ORDER = "community";
    private static final UUID NONE = new UUID(0, 0);
    private static final int QUARTERS_OF_A_DAY = 96;
    // Of a year by days all nodes of the largest community; some seconds of the database.
    private static final long MOST_ROWS = 4_000_000;

    private final VisibleHistory history;
    private final CommunityRepository repository;
    private final InstantSource clock;

    CommunityService(VisibleHistory history, CommunityRepository repository, InstantSource clock) {
        this.history = history;
        this.repository = repository;
        this.clock = clock;
    }

    /** Which communities. */
    static OrderedPageRequest page(@Nullable String limit, @Nullable String cursor) {
        return OrderedPageRequest.of(ORDER, limit, cursor);
    }

    /** What is asked, of nodes of this scope. */
    Uni<Page<CommunityRollup>> answer(Scope scope, CommunityQuery query, OrderedPageRequest page) {
        return repository
                .communities(scope, query, after(page), page.rowsToFetch())
                .map(found -> page.page(found, each -> new Place(each.id().toString(), 0)))
                .chain(found ->
                        history.beginning(scope, clock.instant())
                                .map(beginning ->
                                        part(query, found.items(), beginning.orElse(Instant.MIN)))
                                .chain(part -> sums(scope, part))
                                .map(told -> found.map(told)));
    }

    private static UUID after(OrderedPageRequest page) {
        Place after = page.after();
        try {
            return after == null ? NONE : UUID.fromString(after.value());
        } catch (IllegalArgumentException notAnId) {
            throw new InvalidRequest(
                    FieldError.of("cursor", after, "the value of 'next' in an earlier answer"));
        }
    }

    private static Part part(CommunityQuery query, List<Community> found, Instant beginning) {
        ZoneId zone = query.zone() == null ? commonestZone(found) : query.zone();
        var part =
                new Part(
                        query,
                        found.stream().map(Community::id).toList(),
                        query.by().begins(query.from(), query.until(), zone).stream()
                                .filter(begin -> !begin.isBefore(beginning))
                                .toList(),
                        zone);
        long rows = found.stream().mapToLong(each -> rows(each, part)).sum();
        if (rows > MOST_ROWS) {
            throw new InvalidRequest(
                    FieldError.of(
                            "from",
                            query.from(),
                            "a shorter span, fewer communities at once ('limit'), or days of the"
                                    + " nodes' zone"));
        }
        return part;
    }

    private static long rows(Community community, Part part) {
        int byDays =
                part.hasDays() ? community.nodesByZone().getOrDefault(part.zone().getId(), 0) : 0;
        return part.query().days()
                * (byDays + (long) (community.nodes() - byDays) * QUARTERS_OF_A_DAY);
    }

    /** Days of most nodes are at hand then; those of others are put together. */
    private static ZoneId commonestZone(List<Community> found) {
        Map<String, Integer> nodes = new HashMap<>();
        found.forEach(each ->
                each.nodesByZone()
                        .forEach((zone, count) -> nodes.merge(zone, count, Integer::sum)));
        return nodes.entrySet().stream()
                .filter(each -> !each.getKey().isEmpty())
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(each -> ZoneId.of(each.getKey()))
                .orElse(ZoneOffset.UTC);
    }

    private Uni<Function<Community, CommunityRollup>> sums(Scope scope, Part part) {
        Uni<Map<UUID, Map<Integer, Sum>>> sums =
                part.begins().size() < 2 || part.communities().isEmpty()
                        ? Uni.createFrom().item(Map.of())
                        : repository.sums(scope, part);
        return sums.map(found ->
                community -> told(part, community, found.getOrDefault(community.id(), Map.of())));
    }

    private static CommunityRollup told(Part part, Community community, Map<Integer, Sum> sums) {
        CommunityQuery query = part.query();
        List<Instant> begins = part.begins();
        int periods = Math.max(0, begins.size() - 1);
        List<Integer> reporting =
                IntStream.range(0, periods)
                        .mapToObj(period ->
                                sums.containsKey(period) ? sums.get(period).reporting() : 0)
                        .toList();
        return new CommunityRollup(
                community.id(),
                query.metric(),
                query.metric().unit().symbol(),
                new Periods(
                        query.by().code(),
                        part.zone().getId(),
                        begins.subList(0, periods),
                        begins.isEmpty() ? query.until() : begins.getLast()),
                community.nodes(),
                reporting,
                query.isOfPumps() ? null : values(periods, sums),
                query.isOfPumps() ? each(periods, sums, Sum::runHours) : null);
    }

    private static Values values(int periods, Map<Integer, Sum> sums) {
        return new Values(
                each(periods, sums, Sum::least),
                each(periods, sums, Sum::average),
                each(periods, sums, Sum::most),
                each(periods, sums, Sum::total));
    }

    private static List<@Nullable Double> each(
            int periods, Map<Integer, Sum> sums, Function<Sum, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            Sum sum = sums.get(period);
            values.add(sum == null ? null : value.apply(sum));
        }
        return values;
    }
}
