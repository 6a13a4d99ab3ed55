package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connections by what they may be about, so that not all are asked of every entry: whoever is to
 * hear it is found, and a few others, who are asked. For any thread.
 *
 * @param <C> a connection
 */
final class Interests<C> {

    // A client may name a thousand nodes, and five thousand clients may: beyond a few, it is found
    // under what its person may see.
    private static final int MOST_NAMED = 16;

    private final Map<Subject, Set<C>> connections = new ConcurrentHashMap<>();

    /** What an entry can be about, seen from its node: one connection is found by one kind. */
    sealed interface Subject {

        /** Anything at all. */
        record Anything() implements Subject {}

        /** Nodes of a distributor. */
        record OfDistributor(UUID id) implements Subject {}

        /** Nodes of a community. */
        record OfCommunity(UUID id) implements Subject {}

        /** Nodes of a customer. */
        record OfCustomer(UUID id) implements Subject {}

        /** A node. */
        record Node(UUID id) implements Subject {}
    }

    /** All that a connection has to be found under, given what it wants and its person may see. */
    static Set<Subject> of(Wish wish, Scope scope) {
        return switch (wish.subscription()) {
            case Subscription.Nodes(Set<UUID> ids) when ids.size() <= MOST_NAMED ->
                    ids.stream().map(Subject.Node::new).collect(Collectors.toUnmodifiableSet());
            case Subscription.Communities(Set<UUID> ids) when ids.size() <= MOST_NAMED ->
                    ids.stream()
                            .map(Subject.OfCommunity::new)
                            .collect(Collectors.toUnmodifiableSet());
            case Subscription.Everything _, Subscription.Nodes _, Subscription.Communities _ ->
                    Set.of(of(scope));
        };
    }

    private static Subject of(Scope scope) {
        return switch (scope) {
            case Scope.Everything() -> new Subject.Anything();
            case Scope.OfDistributor(UUID id) -> new Subject.OfDistributor(id);
            case Scope.OfCommunity(UUID id) -> new Subject.OfCommunity(id);
            case Scope.OfCustomer(UUID id, UUID _) -> new Subject.OfCustomer(id);
        };
    }

    /** Finds a connection under other subjects than before, and at no moment under neither. */
    void move(C connection, Set<? extends Subject> before, Set<? extends Subject> after) {
        for (Subject subject : after) {
            var _ =
                    connections.compute(
                            subject,
                            (key, there) -> {
                                Set<C> all = there == null ? ConcurrentHashMap.newKeySet() : there;
                                boolean _ = all.add(connection);
                                return all;
                            });
        }
        for (Subject subject : before) {
            if (!after.contains(subject)) {
                var _ =
                        connections.computeIfPresent(
                                subject,
                                (key, there) -> {
                                    boolean _ = there.remove(connection);
                                    return there.isEmpty() ? null : there;
                                });
            }
        }
    }

    /** Who may want to hear of a node in a place, each once, in a list of the caller's. */
    List<C> about(UUID node, Placement place) {
        // While it moves, a connection is found twice.
        Set<C> found = new LinkedHashSet<>();
        around(node, place)
                .forEach(subject -> found.addAll(connections.getOrDefault(subject, Set.of())));
        return new ArrayList<>(found);
    }

    /** All that news of a node in a place are about; a connection is found under one at most. */
    static Stream<Subject> around(UUID node, Placement place) {
        Stream<Subject> always =
                Stream.of(
                        new Subject.Anything(),
                        new Subject.OfDistributor(place.distributorId()),
                        new Subject.OfCommunity(place.communityId()),
                        new Subject.Node(node));
        @Nullable UUID customer = place.customerId();
        return customer == null
                ? always
                : Stream.concat(always, Stream.of(new Subject.OfCustomer(customer)));
    }
}
