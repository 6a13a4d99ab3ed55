package com.evaratech.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {

    @ParameterizedTest
    @CsvSource({
        "id, id",
        "community_id, communityId",
        "expected_interval_seconds, expectedIntervalSeconds",
        "field1, field1",
        "specific_capacity_lpm_per_m, specificCapacityLpmPerM"
    })
    void shouldWriteEachNameInBothWays(String first, String second) {
        assertThat(Naming.second(first)).isEqualTo(second);
        assertThat(Naming.first(second)).isEqualTo(first);
    }

    @Test
    void shouldMakeANameOfVersionOneUnknownInVersionTwo() {
        assertThat(Naming.first("community_id")).isEqualTo("community__id");
    }

    @Test
    void shouldTellAnUnknownNameAsItsCallerWroteIt() {
        assertThat(Naming.second(Naming.first("community_id"))).isEqualTo("community_id");
    }

    @Test
    void shouldLeaveLinesAtTheEdgesOfNames() {
        assertThat(Naming.second("_links")).isEqualTo("_links");
        assertThat(Naming.second("a_1")).isEqualTo("a_1");
    }
}
