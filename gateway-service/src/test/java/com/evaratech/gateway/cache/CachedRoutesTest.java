package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.RouteMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedRoutesTest {

    private static final RouteMatrix MATRIX = RouteMatrix.load();
    private static final Set<String> KINDS = Set.of("node", "community");

    @Test
    void shouldReadItsFile() {
        var routes = CachedRoutes.load(MATRIX, Duration.ofHours(1), Changes.kinds());

        var stats = routes.find(MATRIX.match("GET", "/api/v1/stats").orElseThrow()).orElseThrow();
        assertThat(stats.age()).isEqualTo(Duration.ofSeconds(30));
        assertThat(stats.endsWith()).contains("status");
        assertThat(routes.find(MATRIX.match("POST", "/api/v1/nodes").orElseThrow())).isEmpty();
        assertThat(routes.find(MATRIX.match("GET", "/api/v1/profile").orElseThrow())).isEmpty();
    }

    @Test
    void shouldKeepNothingLongerThanTheOperatorWants() {
        var routes = CachedRoutes.load(MATRIX, Duration.ofSeconds(20), Changes.kinds());

        assertThat(
                        routes.find(MATRIX.match("GET", "/api/v1/stats").orElseThrow())
                                .orElseThrow()
                                .age())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(
                        routes.find(MATRIX.match("GET", "/api/v1/nodes").orElseThrow())
                                .orElseThrow()
                                .age())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/stats",
                "/api/v1/stats 30",
                "/api/v1/stats 0 node",
                "/api/v1/stats -1 node",
                "/api/v1/stats soon node",
                "/api/v1/stats 30 weather",
                "/api/v1/nothing 30 node",
                "/api/v1/claims 30 node"
            })
    void shouldRefuseARowThatIsNone(String row) {
        assertThatThrownBy(() -> new CachedRoutes(List.of(row), MATRIX, Duration.ofHours(1), KINDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(row);
    }

    @Test
    void shouldBeDocumentedRowByRow() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "api", "caching.md"));
        var file =
                Files.readString(
                        Path.of(
                                "src/main/resources/com/evaratech/gateway/cache/cached-routes.txt"));

        var rows =
                file.lines()
                        .filter(line -> line.startsWith("/"))
                        .map(line -> line.split("\\s+", 3))
                        .map(row ->
                                "| `%s` | %s |%s|"
                                        .formatted(
                                                row[0],
                                                row[1],
                                                row[2].equals("-")
                                                        ? " "
                                                        : " " + row[2].replace(" ", ", ") + " "))
                        .toList();
        assertThat(document.lines().filter(line -> line.startsWith("| `/")).toList())
                .isEqualTo(rows);
    }
}
