package com.evaratech.gateway.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.merge.PlayedParts;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dead letters of all services as one list. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(PlayedParts.class)
class DeadLettersIT {

    private static String token = "";

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @Test
    void shouldTellTheLettersOfAllServicesNewestFirst() {
        PlayedParts.have(2, 1);

        JsonObject page = page("");

        assertThat(page.getJsonArray("items"))
                .extracting(item -> ((JsonObject) item).getString("id"))
                .containsExactly("registry-2", "alerting-1", "registry-1");
        assertThat(page.getJsonArray("unavailable")).isEmpty();
        assertThat(page.getString("next")).isNull();
    }

    @Test
    void shouldAskEachServiceForThoseOfTheReasonAlone() {
        PlayedParts.have(0, 0);

        JsonObject page = page("?reason=unreadable&actor=x");

        assertThat(page.getJsonArray("items")).isEmpty();
        assertThat(PlayedParts.ASKED)
                .hasSize(3)
                .allMatch(uri -> uri.startsWith("/api/v1/dead-letters/"))
                .allMatch(uri -> uri.contains("reason=unreadable"))
                .noneMatch(uri -> uri.contains("actor"));
    }

    @Test
    void shouldNameTheServiceThatIsAway() {
        PlayedParts.have(1, 1);
        PlayedParts.answer("telemetry", 503);

        JsonObject page = page("");

        assertThat(page.getJsonArray("items")).hasSize(2);
        assertThat(page.getJsonArray("unavailable"))
                .containsExactly(
                        new JsonObject()
                                .put("part", "telemetry-service")
                                .put("reason", "played_503"));
    }

    @Test
    void shouldBeForSuperadminsAlone() {
        String distributor =
                TestTokens.person(Role.DISTRIBUTOR, new Scope.OfDistributor(UUID.randomUUID()));

        assertThat(Gateway.send(Gateway.request("/api/v1/dead-letters", distributor)).statusCode())
                .isEqualTo(403);
    }

    private static JsonObject page(String query) {
        HttpResponse<String> answer =
                Gateway.send(Gateway.request("/api/v1/dead-letters" + query, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Gateway.json(answer);
    }
}
