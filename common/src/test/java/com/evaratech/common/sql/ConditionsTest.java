package com.evaratech.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Scope;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final UUID ID = UUID.fromString("0d5c3f0e-8d0f-4b27-9d29-3f1b5a7b8d11");

    @Test
    void shouldNumberParametersBehindThoseOfTheQuery() {
        Conditions conditions = Conditions.sql(7, 50).and("a = {} or b = {}", "x", "y");

        assertThat(conditions.text()).isEqualTo("true and a = $3 or b = $4");
        assertThat(conditions.values()).containsExactly(7, 50, "x", "y");
    }

    @Test
    void shouldNumberParametersAsHibernateDoes() {
        assertThat(Conditions.hql(7).and("a = {}", "x").text()).isEqualTo("1 = 1 and a = ?2");
    }

    @Test
    void shouldLeaveOutWhatWasNotAskedFor() {
        Conditions none = Conditions.sql();

        assertThat(none.andIfGiven("a = {}", null)).isEqualTo(none);
        assertThat(none.andIfGiven("a = {}", 1).text()).isEqualTo("true and a = $1");
    }

    @Test
    void shouldRestrictRowsToTheScope() {
        Conditions none = Conditions.sql();

        assertThat(none.within(new Scope.Everything(), "n")).isEqualTo(none);
        assertThat(none.within(new Scope.OfDistributor(ID), "n"))
                .isEqualTo(none.and("n.distributor_id = {}", ID));
        assertThat(none.within(new Scope.OfCommunity(ID), "n"))
                .isEqualTo(none.and("n.community_id = {}", ID));
    }

    @Test
    void shouldRefuseValuesThatDoNotMatchTheParameters() {
        assertThatThrownBy(() -> Conditions.sql().and("a = {}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Conditions.sql().and("a = b", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
