package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at the public door, and how the others are told. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class AccessIT {

    private static final UUID PERSON = UUID.randomUUID();

    @BeforeAll
    static void publishPerson() {
        TestDirectory.publish(
                PERSON, new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true));
        TestDirectory.markComplete();
    }

    @Test
    void shouldLetInAPersonWithAGenuineToken() {
        assertThat(get("/api/v1/nodes", TestTokens.of(PERSON)).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> refusedTokens() throws JoseException {
        return Stream.of(
                Arguments.of("made up", "dev-bypass-superadmin"),
                Arguments.of("made up for the person", "dev-bypass-" + PERSON),
                Arguments.of("empty", ""),
                Arguments.of("expired", TestTokens.expired(PERSON)),
                Arguments.of("signed with another secret", TestTokens.forged(PERSON)),
                Arguments.of("of another issuer", TestTokens.ofOtherIssuer(PERSON)),
                Arguments.of("for another audience", signed("anon", 3_600)),
                Arguments.of("without audience", signed(null, 3_600)),
                Arguments.of("without expiry", signed("authenticated", null)),
                Arguments.of("unsigned", unsigned()),
                Arguments.of("altered", altered()),
                Arguments.of("of the future", TokenAttacks.issuedLater(claims())),
                Arguments.of("not good yet", TokenAttacks.notYet(claims())),
                Arguments.of("too large", TokenAttacks.large(claims())),
                Arguments.of("signed by another algorithm", TokenAttacks.byHs512(claims())),
                Arguments.of("signed by a key that it brings", TokenAttacks.byOwnKey(claims())),
                Arguments.of(
                        "signed by a public key as a secret", TokenAttacks.confused(claims())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void shouldAnswer401WhenTheTokenIs(String how, String token) {
        HttpResponse<String> answer = get("/api/v1/nodes", token);

        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void shouldAnswer401WithoutToken() {
        assertProblem(Gateway.send(Gateway.request("/api/v1/nodes")), 401);
    }

    @Test
    void shouldAnswer401WhenTheTokenIsInTheAddress() {
        String path = "/api/v1/nodes?access_token=" + TestTokens.of(PERSON);

        assertProblem(Gateway.send(Gateway.request(path)), 401);
    }

    @Test
    void shouldAnswer401BeforeTheBodyIsRead() {
        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes", "dev-bypass-1")
                                .POST(BodyPublishers.ofByteArray(new byte[1 << 20])));

        assertProblem(answer, 401);
    }

    @Test
    void shouldAnswer403WhenTheRoleMayNot() {
        String viewer = TestTokens.person(Role.VIEWER, new Scope.OfDistributor(UUID.randomUUID()));

        HttpResponse<String> answer =
                Gateway.send(
                        Gateway.request("/api/v1/nodes", viewer)
                                .POST(BodyPublishers.ofString("{}")));

        assertProblem(answer, 403);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("role_not_admitted");
    }

    @Test
    void shouldAnswer403WhenThePersonHasNoProfile() {
        HttpResponse<String> answer = get("/api/v1/nodes", TestTokens.of(UUID.randomUUID()));

        assertProblem(answer, 403);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("no_profile");
    }

    @Test
    void shouldAnswer403FromTheMomentAProfileIsDisabled() {
        UUID person = UUID.randomUUID();
        Profile profile = new Profile(1, Role.SUPERADMIN, new Scope.Everything(), true);
        TestDirectory.publish(person, profile);
        assertThat(get("/api/v1/nodes", TestTokens.of(person)).statusCode()).isEqualTo(200);

        TestDirectory.publish(
                person, new Profile(2, Role.SUPERADMIN, new Scope.Everything(), false));

        HttpResponse<String> answer = get("/api/v1/nodes", TestTokens.of(person));
        assertProblem(answer, 403);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("profile_disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/nothing", "/api/v3/nodes", "/q/health", "/metrics"})
    void shouldAnswer404ForAPathWithoutRow(String path) {
        assertProblem(get(path, TestTokens.of(PERSON)), 404);
    }

    @Test
    void shouldAnswer405ForAMethodWithoutRow() {
        HttpResponse<String> answer =
                Gateway.send(Gateway.request("/api/v1/nodes", TestTokens.of(PERSON)).DELETE());

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/health/../nodes",
                "/api/v1/nodes/%2e%2e/profiles",
                "/api/v1//nodes",
                "/api/v1/nodes;x=1",
                "/api/v1/health/..;/nodes",
                "/api/v1/nodes%5c..%5cprofiles",
                "/api/v1/nodes%00",
                "/api/v1/nodes/a%2fb",
                "/api/v1/%6eodes",
                "/api/v1/nodes/%65xport"
            })
    void shouldAnswer400ForAPathThatCanBeReadInTwoWays(String path) {
        String answer =
                Gateway.sendRaw(
                        "GET %s HTTP/1.1\r\nHost: evara.test\r\nConnection: close\r\n\r\n"
                                .formatted(path));

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("ambiguous_path");
    }

    @Test
    void shouldAnswer503WhileTheDirectoryIsAwayAndServeAgainAfterwards() {
        String token = TestTokens.of(PERSON);
        try (var _ = TestServer.REDIS.stopped()) {
            // What is known of people counts a moment longer than Redis answers.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get("/api/v1/nodes", token).statusCode() != 200);
            HttpResponse<String> answer = get("/api/v1/nodes", token);

            assertProblem(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Gateway.send(Gateway.request("/api/v1/health/ready")).statusCode())
                    .isEqualTo(503);
            assertThat(Gateway.send(Gateway.request("/api/v1/health/live")).statusCode())
                    .isEqualTo(200);
        }
        await().untilAsserted(
                        () -> assertThat(get("/api/v1/nodes", token).statusCode()).isEqualTo(200));
    }

    private static HttpResponse<String> get(String path, String token) {
        return Gateway.send(Gateway.request(path, token));
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Gateway.json(answer).getInteger("status")).isEqualTo(status);
        assertThat(Gateway.json(answer).getString("request_id")).isNotBlank();
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(PERSON.toString());
        claims.setIssuer(EvaraServers.variables("").get("SUPABASE_URL") + "/auth/v1");
        return claims;
    }

    private static String signed(
            @org.jspecify.annotations.Nullable String audience,
            @org.jspecify.annotations.Nullable Integer validSeconds)
            throws JoseException {
        JwtClaims claims = claims();
        if (audience != null) {
            claims.setAudience(audience);
        }
        if (validSeconds != null) {
            claims.setExpirationTimeMinutesInTheFuture(validSeconds / 60f);
        }
        String secret = String.valueOf(EvaraServers.variables("").get("SUPABASE_JWT_SECRET"));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private static String unsigned() {
        JwtClaims claims = claims();
        claims.setAudience("authenticated");
        claims.setExpirationTimeMinutesInTheFuture(60);
        return base64("{\"alg\":\"none\"}") + "." + base64(claims.toJson()) + ".";
    }

    /** Another subject under the signature of the first. */
    private static String altered() {
        String[] parts = TestTokens.of(PERSON).split("\\.", -1);
        String payload =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String other = payload.replace(PERSON.toString(), UUID.randomUUID().toString());
        return parts[0] + "." + base64(other) + "." + parts[2];
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
