package com.evaratech.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.sql.Conditions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisibleRowsTest {

    private static final UUID ID = UUID.fromString("6d0c1f3e-2f1c-4f5e-9d7c-1a2b3c4d5e6f");
    private static final UUID COMMUNITY = UUID.fromString("0b2e9d0a-7a44-4b1e-8a3f-5c1d2e3f4a5b");
    private static final Conditions ALL = Conditions.hql();

    @ParameterizedTest
    @EnumSource(TenancyLevel.class)
    void shouldRestrictNothingForEverything(TenancyLevel level) {
        assertThat(VisibleRows.of(new Scope.Everything(), level)).isEqualTo(ALL);
    }

    @ParameterizedTest
    @EnumSource(TenancyLevel.class)
    void shouldCompareDistributorOnEveryTable(TenancyLevel level) {
        assertThat(VisibleRows.of(new Scope.OfDistributor(ID), level))
                .isEqualTo(ALL.and("distributorId = {}", ID));
    }

    @Test
    void shouldShowNoDistributorToThoseBelow() {
        assertThat(VisibleRows.of(new Scope.OfCommunity(ID), TenancyLevel.DISTRIBUTOR))
                .isEqualTo(ALL.and("1 = 0"));
        assertThat(VisibleRows.of(new Scope.OfCustomer(ID, COMMUNITY), TenancyLevel.DISTRIBUTOR))
                .isEqualTo(ALL.and("1 = 0"));
    }

    @Test
    void shouldShowCustomerOnlyItsOwnRowsAndItsCommunity() {
        var scope = new Scope.OfCustomer(ID, COMMUNITY);

        assertThat(VisibleRows.of(scope, TenancyLevel.CUSTOMER))
                .isEqualTo(ALL.and("customerId = {}", ID));
        assertThat(VisibleRows.of(scope, TenancyLevel.COMMUNITY))
                .isEqualTo(ALL.and("communityId = {}", COMMUNITY));
    }

    @Test
    void shouldShowCommunityAllOfItsOwn() {
        assertThat(VisibleRows.of(new Scope.OfCommunity(ID), TenancyLevel.CUSTOMER))
                .isEqualTo(ALL.and("communityId = {}", ID));
    }
}
