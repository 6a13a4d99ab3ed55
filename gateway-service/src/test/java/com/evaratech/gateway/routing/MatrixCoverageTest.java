package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged settings against the fleet's route matrix: every row can be served. */
class MatrixCoverageTest {

    private static final String PREFIX = "evara.routing.upstreams.";
    private static final RouteMatrix MATRIX = RouteMatrix.load();
    private static final Properties SETTINGS = new Properties();

    @BeforeAll
    static void readSettings() throws IOException {
        try (InputStream file =
                MatrixCoverageTest.class.getResourceAsStream("/application.properties")) {
            SETTINGS.load(file);
        }
    }

    private static Map<String, String> upstreams() {
        return SETTINGS.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(
                        Collectors.toMap(
                                name -> name.substring(PREFIX.length()), SETTINGS::getProperty));
    }

    @Test
    void shouldReachTheServiceOfEveryRow() {
        assertThat(upstreams().keySet())
                .containsAll(
                        MATRIX.routes().stream()
                                .filter(route -> !Upstreams.isOwn(route))
                                .map(Route::service)
                                .toList());
    }

    @Test
    void shouldKnowNoServiceThatHasNoRow() {
        assertThat(MATRIX.routes()).extracting(Route::service).containsAll(upstreams().keySet());
    }

    @Test
    void shouldTakeEachAddressFromItsVariableAndDefaultToTheServicesName() {
        assertThat(upstreams())
                .allSatisfy((service, value) ->
                        assertThat(value)
                                .isEqualTo("${%s:http://%s}", Upstream.variable(service), service));
    }

    @Test
    void shouldAcceptEveryDefault() {
        assertThat(upstreams().keySet())
                .map(service -> Upstream.parse(service, "http://" + service))
                .extracting(Upstream::host)
                .containsExactlyElementsOf(upstreams().keySet());
    }

    @Test
    void shouldLeaveOnlyItsOwnRoutesPublic() {
        assertThat(MATRIX.routes()).filteredOn(Route::isPublic).allMatch(Upstreams::isOwn);
    }
}
