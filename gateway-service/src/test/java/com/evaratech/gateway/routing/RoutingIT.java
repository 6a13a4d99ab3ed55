package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of an admitted request to its service and of the answer back. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class RoutingIT {

    private static String token = "";

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nodes, node-service",
        "/api/v1/nodes/17, node-service",
        "/api/v1/nodes/17/telemetry/latest, telemetry-service",
        "/api/v1/telemetry/latest, telemetry-service",
        "/api/v1/rules, alert-service",
        "/api/v1/channels, thingspeak-poller"
    })
    void shouldReachTheServiceOfTheRow(String path, String service) {
        JsonObject seen = Gateway.json(Gateway.send(Gateway.request(path, token)));

        assertThat(seen.getString("service")).isEqualTo(service);
        assertThat(seen.getString("uri")).isEqualTo(path);
    }

    @Test
    void shouldPassOnMethodQueryAndBody() {
        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes?limit=5&cursor=a%20b", token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"key\":\"tank-1\"}")));

        JsonObject seen = Gateway.json(answer);
        assertThat(seen.getString("method")).isEqualTo("POST");
        assertThat(seen.getString("uri")).isEqualTo("/api/v1/nodes?limit=5&cursor=a%20b");
        assertThat(seen.getLong("bytes")).isEqualTo(16);
        assertThat(headers(answer).getString("content-type")).isEqualTo("application/json");
    }

    @Test
    void shouldPassOnTheCallersToken() {
        HttpResponse<String> answer = Gateway.send(Gateway.request("/api/v1/nodes", token));

        assertThat(headers(answer).getString("authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void shouldKeepOneRequestIdFromCallerToServiceAndBack() {
        String id = UUID.randomUUID().toString();

        HttpResponse<String> answer =
                Gateway.send(Gateway.request("/api/v1/nodes", token).header("X-Request-Id", id));

        assertThat(headers(answer).getString("x-request-id")).isEqualTo(id);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
    }

    @Test
    void shouldIssueARequestIdWhenTheCallerHasNone() {
        HttpResponse<String> answer = Gateway.send(Gateway.request("/api/v1/nodes", token));

        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValue(headers(answer).getString("x-request-id"));
    }

    @Test
    void shouldContinueTheCallersTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String parent = "00f067aa0ba902b7";

        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes", token)
                                .header("traceparent", "00-" + trace + "-" + parent + "-01"));

        assertThat(headers(answer).getString("traceparent"))
                .startsWith("00-" + trace + "-")
                .describedAs("the service's parent is the gateway's own span")
                .doesNotContain(parent);
    }

    @Test
    void shouldDecideItselfWhetherTheTraceIsRecorded() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes", token)
                                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00"));

        assertThat(headers(answer).getString("traceparent"))
                .startsWith("00-" + trace + "-")
                .describedAs("all are recorded here, whatever the caller thinks of it")
                .endsWith("-01");
    }

    @Test
    void shouldTellTheServiceNothingThatTheCallerMadeUpAboutItsOrigin() {
        String made = "203.0.113.66";

        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes", token)
                                .header("X-Forwarded-For", made)
                                .header("X-Forwarded-Proto", "https")
                                .header("X-Forwarded-Host", "evil.example.org")
                                .header("X-Forwarded-Prefix", "/evil")
                                .header("X-Forwarded-Ssl", "on")
                                .header("Forwarded", "for=" + made)
                                .header("X-Real-IP", made));

        JsonObject seen = headers(answer);
        assertThat(seen.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.encode()).doesNotContain(made, "evil");
        assertThat(seen.fieldNames())
                .doesNotContain("forwarded", "x-real-ip", "x-forwarded-prefix", "x-forwarded-ssl");
    }

    @Test
    void shouldTakeOffWhatBelongsToTheCallersConnection() {
        String answer =
                Gateway.sendRaw(
                        """
                        GET /api/v1/nodes HTTP/1.1\r
                        Host: evara.test\r
                        Authorization: Bearer %s\r
                        Connection: close\r
                        Connection: X-Hop\r
                        X-Hop: 1\r
                        TE: trailers\r
                        X-End: 2\r
                        \r
                        """
                                .formatted(token));

        JsonObject seen = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")).strip());
        assertThat(seen.getJsonObject("headers").fieldNames())
                .contains("x-end")
                .doesNotContain("x-hop", "te");
        assertThat(seen.getJsonObject("headers").getString("host")).doesNotContain("evara.test");
    }

    @Test
    void shouldKeepToItselfWhatTheServiceTellsAboutItself() {
        HttpResponse<String> answer = Gateway.send(Gateway.request("/api/v1/nodes", token));

        assertThat(answer.headers().map().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain("server", "x-powered-by", "keep-alive");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
    }

    @Test
    void shouldPassBackARefusalAsItIs() {
        HttpResponse<String> answer =
                Gateway.send(Gateway.request("/api/v1/nodes?do=refuse", token));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("node_key_taken");
    }

    @Test
    void shouldPassBackAnAnswerWithoutBody() {
        HttpResponse<String> answer =
                Gateway.send(Gateway.request("/api/v1/nodes?do=nothing", token));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKey("transfer-encoding");
    }

    @Test
    void shouldAnswerHeadAsGetWithoutBody() {
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    """
                    HEAD /api/v1/nodes HTTP/1.1\r
                    Host: evara.test\r
                    Authorization: Bearer %s\r
                    \r
                    """
                            .formatted(token));

            String head = connection.readHead();
            assertThat(head)
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("ETag: \"7\"")
                    .containsPattern("(?i)content-length: [1-9]");
            assertThat(connection.nextAnswer("/api/v1/health/live"))
                    .describedAs("nothing stands between the head and the next answer")
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"status\":\"UP\"}");
        }
    }

    @Test
    void shouldServeManyRequestsOverOneConnection() {
        for (int nr = 0; nr < 20; nr++) {
            String path = "/api/v1/nodes/" + nr;
            JsonObject seen = Gateway.json(Gateway.send(Gateway.request(path, token)));
            assertThat(seen.getString("uri")).isEqualTo(path);
        }
    }

    private static JsonObject headers(HttpResponse<String> answer) {
        return Gateway.json(answer).getJsonObject("headers");
    }
}
