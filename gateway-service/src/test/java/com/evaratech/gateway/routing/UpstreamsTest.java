package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

    private static final RouteMatrix MATRIX =
            RouteMatrix.parse(
                    """
                    GET /api/v1/nodes       node-service    x x x x x x
                    GET /api/v1/health/live gateway-service public
                    """);
    private static final Route NODES = MATRIX.match("GET", "/api/v1/nodes").orElseThrow();
    private static final Route LIVE = MATRIX.match("GET", "/api/v1/health/live").orElseThrow();

    @Test
    void shouldFindTheServiceOfARoute() {
        Upstreams upstreams = new Upstreams(Map.of("node-service", "http://n:8001"), MATRIX);

        assertThat(upstreams.of(NODES)).isEqualTo(new Upstream("node-service", "n", 8001, false));
    }

    @Test
    void shouldKeepItsOwnRoutesToItself() {
        assertThat(Upstreams.isOwn(LIVE)).isTrue();
        assertThat(Upstreams.isOwn(NODES)).isFalse();
    }

    @Test
    void shouldRefuseToStartWhenARouteBelongsToAnUnknownService() {
        Map<String, String> addresses = Map.of("alert-service", "http://a");

        assertThatThrownBy(() -> new Upstreams(addresses, MATRIX))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("evara.routing.upstreams.node-service is missing")
                .hasMessageContaining("GET /api/v1/nodes");
    }
}
