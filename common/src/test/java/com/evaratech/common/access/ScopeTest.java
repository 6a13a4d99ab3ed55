package com.evaratech.common.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private final UUID distributor = UUID.randomUUID();
    private final UUID community = UUID.randomUUID();
    private final UUID customer = UUID.randomUUID();
    private final Placement owned = new Placement(distributor, community, customer);
    private final Placement common = new Placement(distributor, community, null);
    private final Placement foreign =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    @Test
    void shouldCoverOnlyWhatBelongsToTheScope() {
        assertThat(new Scope.OfDistributor(distributor).covers(owned)).isTrue();
        assertThat(new Scope.OfDistributor(distributor).covers(foreign)).isFalse();
        assertThat(new Scope.OfCommunity(community).covers(common)).isTrue();
        assertThat(new Scope.OfCommunity(community).covers(foreign)).isFalse();
        assertThat(new Scope.OfCustomer(customer, community).covers(owned)).isTrue();
        assertThat(new Scope.OfCustomer(customer, community).covers(common)).isFalse();
        assertThat(new Scope.Everything().covers(foreign)).isTrue();
    }

    @Test
    void shouldRestrictEveryScopeButEverythingInSql() {
        assertThat(new Scope.Everything().column()).isEmpty();
        assertThat(new Scope.Everything().id()).isEmpty();
        assertThat(new Scope.OfDistributor(distributor).column()).contains("distributor_id");
        assertThat(new Scope.OfCommunity(community).column()).contains("community_id");
        assertThat(new Scope.OfCustomer(customer, community).column()).contains("customer_id");
        assertThat(new Scope.OfCustomer(customer, community).id()).contains(customer);
    }
}
