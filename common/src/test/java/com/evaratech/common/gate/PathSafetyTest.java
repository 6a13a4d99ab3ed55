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
                "/api/v1/a%0d",
                "/api/v1/a%7F",
                "/api/v1/%61dmin",
                "/api/v1/nodes/%45xport",
                "/api/v1/nodes/%30",
                "/api/v1/nodes/a%2Db",
                "/api/v1/nodes/a%5fb",
                "/api/v1/nodes/a%7Eb",
                "/api/v1/nodes/%",
                "/api/v1/nodes/%2",
                "/api/v1/nodes/%zz",
                "/api/v1/nodes/%%61",
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
                "/api/v1/caf%C3%A9",
                "/api/v1/100%25",
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
