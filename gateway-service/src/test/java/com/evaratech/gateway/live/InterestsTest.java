package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.live.Interests.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InterestsTest {

    // Few, and the same for everything: one of a community may be one of a node as well.
    private static final List<UUID> IDS =
            IntStream.range(0, 6).mapToObj(i -> new UUID(0, i)).toList();

    @Property(tries = 2_000)
    void shouldFindWhoeverMayHearAndWantsTo(
            @ForAll("wishes") Wish wish,
            @ForAll("scopes") Scope scope,
            @ForAll("places") Placement place,
            @ForAll("ids") UUID node) {
        boolean hears = scope.covers(place) && wish.wants(Topic.READINGS, node, place);

        Set<Subject> under = Interests.of(wish, scope);

        long places = Interests.around(node, place).filter(under::contains).count();
        assertThat(places).isBetween(hears ? 1L : 0L, 1L);
    }

    @Test
    void shouldFindWhoNamesManyNodesUnderWhatTheirPersonMaySee() {
        var community = new Scope.OfCommunity(UUID.randomUUID());
        Set<UUID> many = new HashSet<>();
        Stream.generate(UUID::randomUUID).limit(1_000).forEach(many::add);
        var wish = new Wish(new Subscription.Nodes(many), Topic.USUAL, false, null);

        assertThat(Interests.of(wish, community))
                .containsExactly(new Subject.OfCommunity(community.communityId()));
    }

    @Test
    void shouldFindAConnectionOnceWhileItMovesAndNoMoreWhenItHasLeft() {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var node = UUID.randomUUID();
        var ofNode = new Subject.Node(node);
        var ofCommunity = new Subject.OfCommunity(place.communityId());
        var interests = new Interests<String>();
        interests.move("phone", Set.of(), Set.of(ofNode));
        // As in the midst of a move: under what it was and what it will be.
        interests.move("phone", Set.of(), Set.of(ofCommunity));

        List<String> found = interests.about(node, place);
        assertThat(found).containsExactly("phone");
        // Whoever asked may narrow it.
        found.clear();
        assertThat(interests.about(node, place)).containsExactly("phone");

        interests.move("phone", Set.of(ofNode, ofCommunity), Set.of());
        assertThat(interests.about(node, place)).isEmpty();
    }

    @Provide
    Arbitrary<UUID> ids() {
        return Arbitraries.of(IDS);
    }

    @Provide
    Arbitrary<Placement> places() {
        return Combinators.combine(ids(), ids(), ids().injectNull(0.3)).as(Placement::new);
    }

    @Provide
    Arbitrary<Scope> scopes() {
        return Arbitraries.oneOf(
                Arbitraries.just(new Scope.Everything()),
                ids().map(Scope.OfDistributor::new),
                ids().map(Scope.OfCommunity::new),
                Combinators.combine(ids(), ids()).as(Scope.OfCustomer::new));
    }

    @Provide
    Arbitrary<Wish> wishes() {
        Arbitrary<Set<UUID>> some = ids().set().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Subscription> subscriptions =
                Arbitraries.oneOf(
                        Arbitraries.just(new Subscription.Everything()),
                        some.map(Subscription.Nodes::new),
                        some.map(Subscription.Communities::new));
        return subscriptions.map(what -> new Wish(what, Topic.USUAL, false, null));
    }
}
