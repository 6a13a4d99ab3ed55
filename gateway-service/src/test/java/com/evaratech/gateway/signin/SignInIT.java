package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInEvent.Act;
import com.evaratech.common.signin.SignInStream;
import com.evaratech.common.stream.StreamId;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.identity.LocalPeople.Person;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at the public door, with the local issuer as the provider. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class SignInIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Bus bus;

    private final UUID subject = UUID.randomUUID();
    private Person person = new Person(subject, "", "");

    @BeforeEach
    void somebody() throws IOException {
        person = EchoServices.people().ensure(subject + "@evara.localhost", subject);
        TestDirectory.publish(
                subject, new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true));
        TestDirectory.markComplete();
    }

    @Test
    void shouldHandOutAnAccessTokenAndKeepTheRefreshTokenFromThePage() {
        var answer = signIn(person.email(), person.password());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject body = Gateway.json(answer);
        assertThat(body.fieldNames())
                .containsExactlyInAnyOrder(
                        "access_token", "token_type", "expires_in", "expires_at");
        assertThat(body.getString("token_type")).isEqualTo("bearer");
        assertThat(mayUse(body.getString("access_token"))).isEqualTo(200);
        assertThat(sessionCookie(answer))
                .matches(
                        "evara_session=[0-9a-f]{64}; Max-Age=2592000; Expires=[^;]+;"
                                + " Path=/api/v1/auth; HTTPOnly; SameSite=Strict");
        assertThat(setCookie(answer, "evara_events"))
                .matches(
                        "evara_events=[^;]{20,3800}; Max-Age=[0-9]{4}; Expires=[^;]+;"
                                + " Path=/api/v1/events; HTTPOnly; SameSite=Strict");
        assertThat(told(person.email(), Act.SIGNED_IN).subject()).isEqualTo(subject.toString());
    }

    @Test
    void shouldLetABrowserReadEventsWithItsCookieAndNothingElse() {
        String cookie =
                setCookie(signIn(person.email(), person.password()), "evara_events")
                        .split(";", 2)[0];

        // 406: past the gate, and no reader of events.
        assertThat(statusWith(cookie, "/api/v1/events")).isEqualTo(406);
        assertThat(statusWith(cookie + "x", "/api/v1/events")).isEqualTo(401);
        assertThat(statusWith(cookie, "/api/v1/nodes")).isEqualTo(401);
        assertThat(statusWith(cookie, "/api/v1/ws")).isEqualTo(401);
    }

    private static int statusWith(String cookie, String path) {
        return Gateway.send(Gateway.request(path).header("Cookie", cookie)).statusCode();
    }

    @Test
    void shouldAnswerOneAndTheSameToAWrongPasswordAndAnUnknownPerson() {
        var wrong = signIn(person.email(), "guess");
        var unknown = signIn("nobody-" + subject + "@evara.localhost", "guess");

        for (var answer : List.of(wrong, unknown)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
        assertThat(Gateway.json(wrong).getString("code")).isEqualTo("bad_credentials");
        assertThat(Gateway.json(wrong).getString("detail"))
                .isEqualTo(Gateway.json(unknown).getString("detail"));
        SignInEvent event = told(person.email(), Act.SIGN_IN_FAILED);
        assertThat(event.subject()).isNull();
        assertThat(event.reason()).isEqualTo("invalid_credentials");
        assertThat(event.address()).isEqualTo("127.0.0.1");
        assertThat(event.requestId())
                .isEqualTo(wrong.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(event.toJson()).doesNotContain("guess");
    }

    @Test
    void shouldRenewTheSessionWithTheCookieAndReplaceIt() {
        String first = cookieOf(signIn(person.email(), person.password()));

        var renewed = withCookie("refresh", first);

        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(cookieOf(renewed)).isNotEqualTo(first);
        assertThat(mayUse(Gateway.json(renewed).getString("access_token"))).isEqualTo(200);
        // A token that comes a second time was copied: nobody's session goes on.
        assertThat(withCookie("refresh", first).statusCode()).isEqualTo(401);
        var after = withCookie("refresh", cookieOf(renewed));
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(Gateway.json(after).getString("code")).isEqualTo("no_session");
        assertThat(sessionCookie(after)).contains("Max-Age=0");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(events())
                                .filteredOn(it -> it.act() == Act.REFRESH_REFUSED)
                                .extracting(SignInEvent::reason)
                                .contains("refresh_token_already_used"));
    }

    @Test
    void shouldEndTheSession() {
        String cookie = cookieOf(signIn(person.email(), person.password()));

        var answer = withCookie("sign-out", cookie);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(it -> it.contains("Max-Age=0"));
        assertThat(withCookie("refresh", cookie).statusCode()).isEqualTo(401);
        assertThat(told(person.email(), Act.SIGNED_OUT).subject()).isEqualTo(subject.toString());
        // Who has no session is signed out already.
        assertThat(Gateway.send(session("sign-out")).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh", "sign-out"})
    void shouldNotActForPagesOfOtherSites(String route) {
        String cookie = cookieOf(signIn(person.email(), person.password()));

        var form =
                Gateway.send(
                        Gateway.request("/api/v1/auth/" + route)
                                .header("Cookie", cookie)
                                .POST(BodyPublishers.noBody()));
        var script =
                Gateway.send(
                        session(route)
                                .header("Cookie", cookie)
                                .header("Sec-Fetch-Site", "cross-site"));

        assertThat(Gateway.json(form).getString("code")).isEqualTo("no_proof_of_site");
        assertThat(Gateway.json(script).getString("code")).isEqualTo("other_site");
        assertThat(withCookie("refresh", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSignNobodyInForPagesOfOtherSites() {
        var answer =
                Gateway.send(
                        Gateway.request("/api/v1/auth/sign-in")
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(BodyPublishers.ofString(credentials(person.password()))));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("other_site");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private String credentials(String password) {
        return new JsonObject().put("email", person.email()).put("password", password).encode();
    }

    @Test
    void shouldTakeNoForms() {
        var answer =
                Gateway.send(
                        Gateway.request("/api/v1/auth/sign-in")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void shouldRefuseALargeBodyWithoutKeepingIt() {
        var answer = signIn(person.email(), "x".repeat(1 << 20));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void shouldSignInAndTellLaterWhileRedisIsAway() {
        try (var _ = TestServer.REDIS.stopped()) {
            assertThat(signIn(person.email(), person.password()).statusCode()).isEqualTo(200);
        }

        assertThat(told(person.email(), Act.SIGNED_IN).subject()).isEqualTo(subject.toString());
    }

    private SignInEvent told(String email, Act act) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                events().stream()
                                        .filter(it -> email.equals(it.email()))
                                        .filter(it -> it.act() == act)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<SignInEvent> events() {
        try (var redis = bus.connect()) {
            return SignInStream.read(redis, StreamId.START, 10_000).stream()
                    .map(entry -> SignInEvent.fromJson(entry.json()))
                    .toList();
        }
    }

    private static HttpResponse<String> signIn(String email, String password) {
        return Gateway.send(
                Gateway.request("/api/v1/auth/sign-in")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        new JsonObject()
                                                .put("email", email)
                                                .put("password", password)
                                                .encode())));
    }

    private static HttpResponse<String> withCookie(String route, String cookie) {
        return Gateway.send(session(route).header("Cookie", cookie));
    }

    private static HttpRequest.Builder session(String route) {
        return Gateway.request("/api/v1/auth/" + route)
                .header("X-Requested-With", "test")
                .POST(BodyPublishers.noBody());
    }

    private static String cookieOf(HttpResponse<String> answer) {
        return sessionCookie(answer).split(";", 2)[0];
    }

    private static String sessionCookie(HttpResponse<String> answer) {
        return setCookie(answer, "evara_session");
    }

    private static String setCookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private static int mayUse(String token) {
        return Gateway.send(Gateway.request("/api/v1/nodes", token)).statusCode();
    }
}
