package com.evaratech.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.api.mapping.NameTable;
import com.evaratech.api.mapping.Place;
import com.evaratech.common.access.RouteMatrix;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownQueryTest {

    private static final NameTable NAMES = NameTable.load();

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "limit=5&q=a, limit=5&q=a",
        "q=a&limit=5, limit=5&q=a",
        "q=a+b, q=a+b",
        "q=a%20b, q=a+b",
        "q=%61, q=a",
        "q=b&q=a, q=b&q=a",
        "'near=17.4,78.3&radius_m=5', 'near=17.4%2C78.3&radius_m=5'",
        "q=a%26limit%3D9, q=a%26limit%3D9",
        "q, q=",
    })
    void shouldWriteAQueryInOneWay(String query, String written) {
        assertThat(KnownQuery.of(parameters(query), NAMES.askedOf("GET /api/v1/nodes")))
                .contains(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"color=red", "limit=5&_=17", "LIMIT=5", "q=a&Q=b", "radiusM=5"})
    void shouldWriteNoneWithAParameterThatIsNoneOfTheRoutes(String query) {
        assertThat(KnownQuery.of(parameters(query), NAMES.askedOf("GET /api/v1/nodes"))).isEmpty();
    }

    @Test
    void shouldKnowTheParametersOfEveryRouteThatIsKept() throws Exception {
        var file = Path.of("src/main/resources/com/evaratech/gateway/cache/cached-routes.txt");
        var matrix = RouteMatrix.load();
        var asked =
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("/"))
                        .map(line -> matrix.match("GET", line.split(" ", 2)[0]).orElseThrow())
                        .filter(route -> !route.template().equals("/api/v1/stats")) // has none
                        .toList();

        assertThat(asked)
                .isNotEmpty()
                .noneMatch(route -> NAMES.askedOf(route.toString()) == Place.UNKNOWN);
    }

    private static MultiMap parameters(String query) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        new QueryStringDecoder(query, false).parameters().forEach(parameters::add);
        return parameters;
    }
}
