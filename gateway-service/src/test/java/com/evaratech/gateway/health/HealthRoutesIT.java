package com.evaratech.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class HealthRoutesIT {

    @BeforeAll
    static void publishDirectory() {
        TestDirectory.markComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/health/live", "/api/v1/health/ready"})
    void shouldSayUpWithoutTokenAndNothingMore(String path) {
        HttpResponse<String> answer = Gateway.send(Gateway.request(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Gateway.json(answer)).isEqualTo(new JsonObject().put("status", "UP"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/health/live", "/api/v1/health/ready"})
    void shouldAnswerHeadAsGetWithoutBody(String path) {
        HttpResponse<String> answer = Gateway.send(Gateway.request(path).HEAD());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("15");
    }
}
