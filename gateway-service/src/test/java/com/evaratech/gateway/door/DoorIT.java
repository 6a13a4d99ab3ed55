package com.evaratech.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.NarrowDoor;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds before anybody asks who it is. */
@QuarkusTest
@TestProfile(NarrowDoor.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class DoorIT {

    private static final String LIVE = "/api/v1/health/live";

    @BeforeEach
    void completeDirectory() {
        TestDirectory.markComplete();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/nodes, 200", LIVE + ", 200", "/nothing/here, 404"})
    void shouldTellBrowsersToBeCarefulWithEveryAnswer(String path, int status) {
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());

        String answer =
                Gateway.sendRaw(
                        """
                        GET %s HTTP/1.1\r
                        Host: door.test\r
                        Authorization: Bearer %s\r
                        X-Forwarded-Proto: https\r
                        Connection: close\r
                        \r
                        """
                                .formatted(path, token));

        assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(status));
        List<String> head = answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
        assertThat(head)
                .contains(
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                        "X-Content-Type-Options: nosniff",
                        "X-Frame-Options: DENY",
                        "X-XSS-Protection: 0",
                        "Referrer-Policy: no-referrer",
                        "Strict-Transport-Security: max-age=31536000; includeSubDomains")
                .doesNotHaveDuplicates()
                .noneMatch(line -> line.matches("(?i)(server|x-powered-by|via):.*"));
    }

    @Test
    void shouldNotSpeakOfHttpsToWhoCameWithout() {
        var answer = Gateway.send(Gateway.request(LIVE));

        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void shouldSendToHttpsWhoAsksInTheClear() {
        String answer =
                Gateway.sendRaw(
                        """
                        GET /api/v1/nodes?limit=1 HTTP/1.1\r
                        Host: door.test:80\r
                        X-Forwarded-Proto: http\r
                        Connection: close\r
                        \r
                        """);

        assertThat(answer)
                .startsWith("HTTP/1.1 308 ")
                .containsIgnoringCase("location: https://door.test/api/v1/nodes?limit=1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nodes, 'Authorization: Bearer secret', 403",
        "GET, /api/v1/nodes, 'Cookie: session=secret', 403",
        "GET, /api/v1/nodes, 'X-Api-Key: secret', 403",
        "GET, /api/v1/nodes, 'X-Device-Key: secret', 403",
        "POST, /api/v1/auth/sign-in, 'Content-Length: 0', 403",
        // Devices may, here.
        "GET, /update, 'X-Nothing: at all', 200",
        "POST, /api/v1/telemetry, 'Content-Length: 0', 401",
    })
    void shouldRefuseWhatWasSentInTheClear(String method, String path, String line, int status) {
        String answer =
                Gateway.sendRaw(
                        """
                        %s %s HTTP/1.1\r
                        Host: door.test\r
                        X-Forwarded-Proto: http\r
                        %s\r
                        Connection: close\r
                        \r
                        """
                                .formatted(method, path, line));

        assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(status));
        assertThat(answer.contains("https_only")).isEqualTo(status == 403);
    }

    @Test
    void shouldRefuseARequestLineThatIsTooLong() {
        String answer =
                Gateway.sendRaw(
                        "GET /update?field1=%s HTTP/1.1\r\nHost: door.test\r\n\r\n"
                                .formatted("1".repeat(5_000)));

        assertThat(answer).startsWith("HTTP/1.0 414 ");
    }

    @Test
    void shouldLetPagesOfAnAllowedOriginCall() {
        String preflight = preflight(NarrowDoor.ORIGIN);
        assertThat(preflight)
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: " + NarrowDoor.ORIGIN)
                .contains("Access-Control-Allow-Credentials: true")
                .containsPattern("Access-Control-Allow-Headers: .*Authorization.*If-Match")
                .containsIgnoringCase("vary: origin");

        String answer = withOrigin("GET", "Origin: " + NarrowDoor.ORIGIN);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("Access-Control-Allow-Origin: " + NarrowDoor.ORIGIN)
                .containsPattern("Access-Control-Expose-Headers: .*X-Request-Id");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.org.evil.example",
        "http://app.example.org",
        "null",
        "https://evil.example"
    })
    void shouldTellPagesOfOtherOriginsNothing(String origin) {
        assertThat(preflight(origin))
                .startsWith("HTTP/1.1 403 ")
                .contains("origin_not_allowed")
                .doesNotContain("Access-Control");
        assertThat(withOrigin("GET", "Origin: " + origin)).doesNotContain("Access-Control");
    }

    @Test
    void shouldTakeItsOwnPagesForItsOwn() {
        assertThat(withOrigin("GET", "Origin: http://door.test"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("Access-Control");
    }

    @Test
    void shouldRefuseHeadsThatAreTooLarge() {
        String answer = withOrigin("GET", "X-Bomb: " + "x".repeat(20_000));

        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    private static String preflight(String origin) {
        return withOrigin(
                "OPTIONS", "Origin: " + origin + "\r\nAccess-Control-Request-Method: PUT");
    }

    private static String withOrigin(String method, String lines) {
        return Gateway.sendRaw(
                "%s %s HTTP/1.1\r\nHost: door.test\r\n%s\r\nConnection: close\r\n\r\n"
                        .formatted(method, LIVE, lines));
    }
}
