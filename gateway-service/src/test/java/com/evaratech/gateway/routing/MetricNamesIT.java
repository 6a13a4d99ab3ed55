package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.monitoring.LatencyBuckets;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The series of the metrics are bounded by the routes, not by what callers ask for. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class MetricNamesIT {

    @SuppressWarnings("NullAway.Init") // set by Quarkus before the test
    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject @Any Instance<MeterFilter> filters;

    @Test
    void shouldCountByRouteAndNeverByPath() throws IOException {
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        String id = UUID.randomUUID().toString();
        String path = "/api/v1/nodes/" + id;

        assertThat(Gateway.send(Gateway.request(path, token)).statusCode()).isEqualTo(200);
        assertThat(Gateway.send(Gateway.request(path)).statusCode()).isEqualTo(401);
        var patch = Gateway.request(path).method("PATCH", BodyPublishers.noBody());
        assertThat(Gateway.send(patch).statusCode()).isEqualTo(405);
        assertThat(Gateway.send(Gateway.request("/" + id)).statusCode()).isEqualTo(404);
        assertThat(Gateway.send(Gateway.request("//" + id)).statusCode()).isEqualTo(400);

        assertThat(scrape())
                .contains("uri=\"/api/v1/nodes/{id}\"")
                .contains("uri=\"/no-route\"")
                .doesNotContain(id);
    }

    @Test
    void shouldSetTheBucketsOnce() {
        assertThat(filters.stream().filter(LatencyBuckets.class::isInstance)).hasSize(1);
    }

    private String scrape() throws IOException {
        try (InputStream body = metrics.openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
