package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSafetyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../admin",
                "/api/v1/./nodes",
                "/api/v1/..",
                "/api//v1",
                "//api",
                "/api/v1/nodes;x=1",
                "/api/..;/admin",
                "/api/v1\\nodes",
                "/api/v1/a%2fb",
                "/api/v1/a%2Fb",
                "/api/v1/%2e%2e/b",
                "/api/v1/a%5Cb",
                "/api/v1/a%00",
                "*",
                "",
            })
    void shouldRefusePathsThatTwoServersCouldReadDifferently(String path) {
        assertThat(PathSafety.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/nodes",
                "/api/v1/nodes/a.b_c-d~e",
                "/api/v1/x%20y",
                "/a.b/..c"
            })
    void shouldLetOrdinaryPathsThrough(String path) {
        assertThat(PathSafety.isAmbiguous(path)).isFalse();
    }

    @Property
    void shouldLetAnyAlphanumericSegmentThrough(
            @ForAll @NotBlank @AlphaChars @NumericChars String segment) {
        assertThat(PathSafety.isAmbiguous("/api/" + segment)).isFalse();
    }
}
