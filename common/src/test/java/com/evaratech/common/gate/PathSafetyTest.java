package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.impl.HttpUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.statistics.Statistics;
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

    /** However it is decoded or put in order, each segment is where and what it was. */
    @Property(tries = 20_000)
    void shouldLeaveNothingToInterpretInWhatItLetsThrough(@ForAll("hostilePaths") String path) {
        boolean isLetThrough = !PathSafety.isAmbiguous(path);
        Statistics.label("let through")
                .collect(isLetThrough)
                .coverage(seen -> seen.check(true).percentage(it -> it > 2));
        if (!isLetThrough) {
            return;
        }
        List<String> segments =
                Arrays.stream(path.split("/", -1)).map(PathSafetyTest::decoded).toList();
        assertThat(decoded(path).split("/", -1)).containsExactlyElementsOf(segments);
        assertThat(HttpUtils.normalizePath(path)).isEqualTo(path);
        assertThat(segments.subList(1, segments.size() - 1)).doesNotContain("");
        assertThat(segments)
                .doesNotContain(".", "..")
                .noneMatch(segment -> segment.contains("\\"))
                .noneMatch(segment -> segment.chars().anyMatch(Character::isISOControl));
        assertThat(path).doesNotContain(";");
    }

    @Provide
    Arbitrary<String> hostilePaths() {
        String[] parts = {
            "/", "/", "/", ".", "..", "a", "Z9", "~", "%2e", "%2E", "%2f", "%2F", "%5c", "%5C", ";",
            "\\", "%00", "%0a", "%7f", "%25", "%252e", "%41", "%c3%a9", "%20", "%3b", "%", "%2",
            "%zz", "+", "&", "\t", "\u007f"
        };
        return Arbitraries.of(parts)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(each -> "/" + String.join("", each));
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
