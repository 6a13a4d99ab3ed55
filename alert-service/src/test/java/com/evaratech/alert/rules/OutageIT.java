package com.evaratech.alert.rules;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.TestServer.Outage;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class OutageIT {

    private final String viewer =
            TestTokens.person(Role.VIEWER, new Scope.OfCommunity(UUID.randomUUID()));

    @ParameterizedTest
    @EnumSource(TestServer.class)
    void shouldAskCallersToComeBackWhileAServerIsAway(TestServer server) throws Exception {
        list().statusCode(200);

        try (Outage _ = server.stopped()) {
            // What is known of people counts a moment longer than Redis answers.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            list().statusCode(503)
                                    .contentType("application/problem+json")
                                    .header("Retry-After", notNullValue())
                                    .body("code", equalTo("dependency_unavailable")));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> list().statusCode(200));
    }

    private Response list() {
        return given().bearer(viewer).get("/api/v1/rules").then();
    }
}
