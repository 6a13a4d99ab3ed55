package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Services that are away, slow or break off: every caller gets an answer that names the service.
 */
@QuarkusTest
@TestProfile(TroubleIT.OneServiceAway.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class TroubleIT {

    /** The poller's address is a port where nobody listens, and nobody waits long. */
    public static final class OneServiceAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "evara.routing.upstreams.thingspeak-poller", "http://127.0.0.1:1",
                    "evara.routing.response-timeout", "3s");
        }
    }

    private static String token = "";

    @Inject MeterRegistry metrics;

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @Test
    void shouldAnswer503WhenTheServiceIsAway() {
        HttpResponse<String> answer = get("/api/v1/channels");

        JsonObject problem = assertProblem(answer, 503, "service_unreachable");
        assertThat(problem.getString("detail")).contains("thingspeak-poller");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void shouldAnswer504WhenTheServiceIsSlow() {
        JsonObject problem = assertProblem(get("/api/v1/rules?do=hang"), 504, "service_timeout");

        assertThat(problem.getString("detail")).contains("alert-service").contains("3000 ms");
    }

    @Test
    void shouldAnswer502WhenTheServiceBreaksOff() {
        JsonObject problem = assertProblem(get("/api/v1/nodes?do=break"), 502, "service_broke_off");

        assertThat(problem.getString("detail")).contains("node-service");
    }

    @Test
    void shouldAskOnceMoreWhatChangesNothingAndNothingElse() {
        long before = broken();

        var _ = get("/api/v1/nodes?do=break");
        assertThat(broken()).isEqualTo(before + 2);

        var change =
                Gateway.request("/api/v1/nodes?do=break", token)
                        .POST(BodyPublishers.ofString("{}"));
        var _ = assertProblem(Gateway.send(change), 502, "service_broke_off");
        assertThat(broken()).isEqualTo(before + 3);
        assertThat(metrics.counter("evara.routing.repeated", "service", "node-service").count())
                .isPositive();
    }

    @Test
    void shouldNotTryAServiceForAMomentThatIsAwayForEverybody() {
        for (int i = 0; i < 10; i++) {
            var _ = assertProblem(get("/api/v1/channels"), 503, "service_unreachable");
        }

        assertThat(breaker("thingspeak-poller")).isEqualTo(1);
        assertThat(breaker("alert-service")).isZero();
    }

    @Test
    void shouldCutTheAnswerOffWhenTheServiceDoes() {
        HttpResponse<InputStream> answer =
                Gateway.open(Gateway.request("/api/v1/nodes?do=cut", token));

        // Half an answer must not look like a whole one.
        try (InputStream body = answer.body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        } catch (IOException e) {
            throw new AssertionError("Closing does not fail", e);
        }
    }

    @Test
    void shouldServeOthersWhileOneServiceIsSlow() {
        HttpResponse<String> answer = get("/api/v1/nodes");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private double breaker(String service) {
        assertThat(get("/api/v1/rules").statusCode()).isEqualTo(200);
        return metrics.get("evara.routing.breaker.open").tag("service", service).gauge().value();
    }

    private static long broken() {
        return Long.parseLong(
                Gateway.answerOf(EchoServices.address("node-service") + "/?do=broken"));
    }

    private static HttpResponse<String> get(String path) {
        return Gateway.send(Gateway.request(path, token));
    }

    private static JsonObject assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonObject problem = Gateway.json(answer);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValue(problem.getString("request_id"));
        return problem;
    }
}
