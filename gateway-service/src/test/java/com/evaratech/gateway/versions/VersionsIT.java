package com.evaratech.gateway.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.identity.LocalPeople.Person;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Version 2 through the whole gateway: gate, limits, forwarding to services that speak version 1.
 */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class VersionsIT {

    private String token = "";

    @BeforeEach
    void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        TestDirectory.markComplete();
    }

    private HttpRequest.Builder ask(String path) {
        return Gateway.request(path, token);
    }

    @Test
    void shouldAskTheServiceInItsWordsAndAnswerInTheCallers() {
        var answer = Gateway.send(ask("/api/v2/nodes?radiusM=5&near=1,2"));

        assertThat(answer.statusCode()).isEqualTo(200);
        var told = Gateway.json(answer);
        assertThat(told.getString("service")).isEqualTo("node-service");
        assertThat(told.getString("uri")).isEqualTo("/api/v1/nodes?radius_m=5&near=1,2");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).isPresent();
    }

    @Test
    void shouldSendBodiesInTheServicesWords() throws Exception {
        var answer =
                Gateway.send(
                        ask("/api/v2/groups")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"communityId\":1,\"name\":\"a_b\"}")));

        byte[] sent = "{\"community_id\":1,\"name\":\"a_b\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Gateway.json(answer).getString("sha256"))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(sent)));
    }

    @Test
    void shouldPassProblemsOnInTheCallersWords() {
        var answer = Gateway.send(ask("/api/v2/nodes?do=refuse"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Gateway.json(answer).getString("requestId")).isEqualTo("its own");
    }

    @Test
    void shouldStandBehindTheSameGate() {
        assertThat(Gateway.send(Gateway.request("/api/v2/nodes")).statusCode()).isEqualTo(401);
        assertThat(Gateway.send(ask("/api/v2/nothing")).statusCode()).isEqualTo(404);
        assertThat(Gateway.send(ask("/api/v2/../v1/nodes")).statusCode()).isBetween(400, 404);
        assertThat(Gateway.send(Gateway.request("/api/v2/health/live")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerAProblemOfItsOwnInTheCallersWords() {
        var answer = Gateway.send(Gateway.request("/api/v2/nodes"));

        assertThat(Gateway.json(answer).containsKey("requestId")).isTrue();
        assertThat(Gateway.json(answer).containsKey("request_id")).isFalse();
    }

    @Test
    void shouldKeepTheSessionOfEachVersionToItsRoutes() throws IOException {
        UUID subject = UUID.randomUUID();
        Person person = EchoServices.people().ensure(subject + "@evara.localhost", subject);

        var answer =
                Gateway.send(
                        Gateway.request("/api/v2/auth/sign-in")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                                        .formatted(
                                                                person.email(),
                                                                person.password()))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Gateway.json(answer).containsKey("accessToken")).isTrue();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.contains("Path=/api/v2/auth"))
                .anyMatch(cookie ->
                        cookie.startsWith("evara_events=")
                                && cookie.contains("Path=/api/v2/events"))
                .noneMatch(cookie -> cookie.contains("Path=/api/v1/"));
    }

    @Test
    void shouldCutOffAnAnswerThatBreaksOff() {
        String head =
                Gateway.sendRaw(
                        """
                        GET /api/v2/nodes?do=cut HTTP/1.1\r
                        Host: gateway.test\r
                        Authorization: Bearer %s\r
                        \r
                        """
                                .formatted(token));

        assertThat(head).startsWith("HTTP/1.1 200 ");
        assertThat(head).doesNotEndWith("\r\n0\r\n\r\n");
    }
}
