package com.evaratech.gateway.view;

import static com.evaratech.gateway.view.PlayedServices.Manner.ANSWER;
import static com.evaratech.gateway.view.PlayedServices.Manner.BREAK_OFF;
import static com.evaratech.gateway.view.PlayedServices.Manner.HANG;
import static com.evaratech.gateway.view.PlayedServices.Manner.REFUSE;
import static com.evaratech.gateway.view.PlayedServices.Manner.WAIT_FOR_THE_OTHERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.gateway.view.PlayedServices.Manner;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One node with its newest reading and its open alerts, whatever the services do. */
@QuarkusTest
@TestProfile(NodeViewIT.Patience.class)
@WithEvaraServers(schema = "")
@WithTestResource(PlayedServices.class)
class NodeViewIT {

    /** Enough for a busy machine's answers, short enough to wait for what hangs. */
    public static final class Patience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "evara.routing.view-timeout", "3s", "evara.routing.response-timeout", "6s");
        }
    }

    private static String token = "";

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.VIEWER, new Scope.OfDistributor(UUID.randomUUID()));
    }

    @Test
    void shouldShowTheNodeWithItsParts() {
        var id = PlayedServices.node(ANSWER, ANSWER, ANSWER);

        var answer = get(id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        var view = Gateway.json(answer);
        assertThat(view.getString("id")).isEqualTo(id.toString());
        assertThat(view.getJsonObject("latest").getString("uri"))
                .isEqualTo("/api/v1/nodes/%s/telemetry/latest", id);
        assertThat(view.getJsonArray("active_alerts").getJsonObject(0).getString("uri"))
                .isEqualTo("/api/v1/alerts?node=%s&state=open&limit=200", id);
        assertThat(view.getJsonArray("unavailable")).isEmpty();
    }

    @Test
    void shouldAskInTheCallersName() {
        var id = PlayedServices.node(ANSWER, ANSWER, ANSWER);

        var answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes/" + id, token)
                                .header("If-None-Match", "\"7\"")
                                .header("X-Forwarded-For", "203.0.113.9"));

        var node = Gateway.json(answer);
        var alert = node.getJsonArray("active_alerts").getJsonObject(0);
        for (var seen : new JsonObject[] {node, node.getJsonObject("latest"), alert}) {
            assertThat(seen.getString("token")).isEqualTo("Bearer " + token);
            assertThat(answer.headers().firstValue("X-Request-Id"))
                    .hasValue(seen.getString("request"));
            assertThat(seen.getString("origin")).isEqualTo("127.0.0.1");
            // A view is never "not modified": its parts change and the node's tag does not.
            assertThat(seen.getString("tag")).isNull();
        }
    }

    @Test
    void shouldAskAllAtTheSameTime() {
        var id = PlayedServices.node(WAIT_FOR_THE_OTHERS, WAIT_FOR_THE_OTHERS, WAIT_FOR_THE_OTHERS);

        var view = Gateway.json(get(id));

        assertThat(view.getJsonArray("unavailable")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSE, refused_by_1",
        "HANG, service_timeout",
        "TALK_NONSENSE, service_unreadable",
        "BREAK_OFF, service_broke_off"
    })
    void shouldShowAPartThatFailedAsUnavailable(Manner manner, String reason) {
        var answer = get(PlayedServices.node(ANSWER, manner, ANSWER));

        assertThat(answer.statusCode()).isEqualTo(200);
        var view = Gateway.json(answer);
        assertThat(view.containsKey("latest")).isTrue();
        assertThat(view.getValue("latest")).isNull();
        assertThat(view.getJsonArray("active_alerts")).hasSize(1);
        assertThat(view.getJsonArray("unavailable")).isEqualTo(unavailable("latest", reason));
    }

    @Test
    void shouldShowTheNodeAloneWhenNothingElseIsThere() {
        var view = Gateway.json(get(PlayedServices.node(ANSWER, HANG, BREAK_OFF)));

        assertThat(view.getValue("latest")).isNull();
        assertThat(view.getValue("active_alerts")).isNull();
        assertThat(view.getJsonArray("unavailable"))
                .isEqualTo(
                        unavailable("latest", "service_timeout")
                                .addAll(unavailable("active_alerts", "service_broke_off")));
    }

    @Test
    void shouldPassOnThatTheNodeIsRefused() {
        var answer = get(PlayedServices.node(REFUSE, HANG, ANSWER));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Gateway.json(answer)).isEqualTo(new JsonObject().put("code", "refused_by_0"));
    }

    @ParameterizedTest
    @CsvSource({
        "HANG, 504, service_timeout",
        "BREAK_OFF, 502, service_broke_off",
        "TALK_NONSENSE, 502, service_unreadable"
    })
    void shouldAnswerWithAProblemWhenThereIsNoNode(Manner manner, int status, String code) {
        var answer = get(PlayedServices.node(manner, ANSWER, ANSWER));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo(code);
    }

    @Test
    void shouldTellTheLengthAndNothingElseToHead() {
        var id = PlayedServices.node(ANSWER, ANSWER, ANSWER);

        var answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes/" + id, token)
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).isPresent();
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
    }

    @Test
    void shouldNotAskForStrangers() {
        var id = PlayedServices.node(ANSWER, ANSWER, ANSWER);

        assertThat(Gateway.send(Gateway.request("/api/v1/nodes/" + id)).statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> get(UUID id) {
        return Gateway.send(Gateway.request("/api/v1/nodes/" + id, token));
    }

    private static JsonArray unavailable(String part, String reason) {
        return new JsonArray().add(new JsonObject().put("part", part).put("reason", reason));
    }
}
