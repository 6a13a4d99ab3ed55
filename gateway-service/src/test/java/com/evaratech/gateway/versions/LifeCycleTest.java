package com.evaratech.gateway.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeCycleTest {

    private static final LifeCycle LIFE = LifeCycle.of("2027-01-01", "2027-07-01");

    private static MultiMap told(LifeCycle life, String now) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        life.tell(Instant.parse(now), "/api/v2/nodes", headers);
        return headers;
    }

    @Test
    void shouldSayNothingWhileNothingIsAnnounced() {
        assertThat(told(LifeCycle.of("none", "none"), "2027-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void shouldTellSinceWhenAndUntilWhenAndWhatFollows() {
        MultiMap headers = told(LIFE, "2027-01-01T00:00:00Z");

        assertThat(headers.get("Deprecation")).isEqualTo("@1798761600");
        assertThat(headers.get("Sunset")).isEqualTo("Thu, 01 Jul 2027 00:00:00 GMT");
        assertThat(headers.get("Link")).isEqualTo("</api/v2/nodes>; rel=\"successor-version\"");
        assertThat(headers.contains("Warning")).isFalse();
    }

    @Test
    void shouldAnnounceADeprecationThatIsToCome() {
        assertThat(told(LIFE, "2026-11-01T00:00:00Z").get("Deprecation")).isEqualTo("@1798761600");
    }

    @Test
    void shouldWarnInTheLastMonths() {
        assertThat(told(LIFE, "2027-04-02T00:00:00Z").get("Warning"))
                .isEqualTo("299 - \"Version 1 of this API ends on Thu, 01 Jul 2027 00:00:00 GMT\"");
        assertThat(told(LIFE, "2027-04-01T23:59:59Z").contains("Warning")).isFalse();
    }

    @Test
    void shouldBeOverFromTheFirstInstantOfTheDay() {
        assertThat(LIFE.isOver(Instant.parse("2027-06-30T23:59:59Z"))).isFalse();
        assertThat(LIFE.isOver(Instant.parse("2027-07-01T00:00:00Z"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01, 2027-06-30, EVARA_VERSIONS_V1_SUNSET=2027-06-30 must be 6 months or more",
        "none, 2027-06-30, EVARA_VERSIONS_V1_SUNSET=2027-06-30 must be 6 months or more",
        "soon, none, EVARA_VERSIONS_V1_DEPRECATED_SINCE=soon must be a day",
        "2027-01-01, 2027-13-01, EVARA_VERSIONS_V1_SUNSET=2027-13-01 must be a day"
    })
    void shouldRefuseDaysThatLeaveNoTimeOrAreNone(String since, String sunset, String message) {
        assertThatThrownBy(() -> LifeCycle.of(since, sunset))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
