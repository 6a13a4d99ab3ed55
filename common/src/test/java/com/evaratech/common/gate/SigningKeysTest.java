package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.DependencyUnavailable;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens signed with the key pairs of an identity provider that is a real server. */
class SigningKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(30);

    private final String secret = UUID.randomUUID().toString();
    private final String subject = UUID.randomUUID().toString();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger readings = new AtomicInteger();
    private volatile String document = "{\"keys\":[]}";
    private final Instant start = Clock.systemUTC().instant();
    private final AtomicLong passedMillis = new AtomicLong();
    private HttpServer provider;
    private TokenVerifier verifier;

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/keys",
                exchange -> {
                    readings.incrementAndGet();
                    byte[] body = document.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status.get(), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        provider.start();
        String address = "http://127.0.0.1:%d/keys".formatted(provider.getAddress().getPort());
        var identity = new FixedIdentity(secret, Optional.empty(), address, EVERY, AT_MOST_EVERY);
        verifier =
                new TokenVerifier(
                        identity,
                        new SigningKeys(
                                new KeySetSource(identity),
                                identity,
                                () -> start.plusMillis(passedMillis.get())));
    }

    @AfterEach
    void stopProvider() {
        provider.stop(0);
    }

    @Test
    void shouldAcceptTokensOfBothKindsOfKeyPairs() throws JoseException {
        var rsa = rsa("one");
        var curve = curve("two");
        publish(rsa, curve);

        assertThat(verify(signed(rsa, "RS256", "one")).subject()).isEqualTo(subject);
        assertThat(verify(signed(curve, "ES256", "two")).subject()).isEqualTo(subject);
        assertThat(readings).hasValue(1);
    }

    @Test
    void shouldReadTheKeysAgainForANewNameButNotSoonAfterAnother() throws JoseException {
        var first = curve("first");
        var second = curve("second");
        publish(first);
        var _ = verify(signed(first, "ES256", "first"));

        publish(first, second);
        assertRefused(signed(second, "ES256", "second"));
        assertRefused(signed(second, "ES256", "made-up"));
        assertThat(readings).hasValue(1);

        pass(AT_MOST_EVERY);
        assertThat(verify(signed(second, "ES256", "second")).subject()).isEqualTo(subject);
        assertThat(readings).hasValue(2);
    }

    @Test
    void shouldForgetAKeyThatTheProviderTookBack() throws JoseException {
        var key = curve("one");
        publish(key);
        String token = signed(key, "ES256", "one");
        var _ = verify(token);

        publish(curve("other"));
        pass(EVERY.plusSeconds(1));
        // Accepted once more, while the keys are read beside it.
        var _ = verify(token);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readings.get()).isEqualTo(2));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertRefused(token));
    }

    @Test
    void shouldRefuseAKnownTokenWhenItsKeyBecameAnotherOne() throws JoseException {
        var key = curve("one");
        publish(key);
        String token = signed(key, "ES256", "one");
        assertThat(verify(token)).isSameAs(verify(token));

        publish(curve("one"));
        pass(EVERY.plusSeconds(1));
        var _ = verify(token);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertRefused(token));
    }

    @Test
    void shouldGoOnWithWhatIsKnownWhileTheProviderIsAway() throws JoseException {
        var key = rsa("one");
        publish(key);
        var _ = verify(signed(key, "RS256", "one"));

        status.set(500);
        pass(EVERY.plusSeconds(1));

        assertThat(verify(signed(key, "RS256", "one")).subject()).isEqualTo(subject);
        Awaitility.await().atMost(PATIENCE).until(() -> readings.get() == 2);
        assertThat(verify(signed(key, "RS256", "one")).subject()).isEqualTo(subject);
    }

    @Test
    void shouldSayThatTheProviderIsAwayWhenNothingIsKnown() throws JoseException {
        var key = rsa("one");
        for (String answer :
                List.of("no json", "{\"keys\": {}}", "{\"keys\": [1]}", "x".repeat(300_000))) {
            document = answer;
            assertThatThrownBy(() -> verify(signed(key, "RS256", "one")))
                    .isInstanceOf(DependencyUnavailable.class);
            pass(AT_MOST_EVERY);
        }
        status.set(404);
        assertThatThrownBy(() -> verify(signed(key, "RS256", "one")))
                .isInstanceOf(DependencyUnavailable.class);
        int before = readings.get();
        assertThatThrownBy(() -> verify(signed(key, "RS256", "one")))
                .isInstanceOf(DependencyUnavailable.class);
        assertThat(readings).hasValue(before);
    }

    @Test
    void shouldBindEachKeyToItsAlgorithm() throws JoseException {
        var rsa = rsa("rsa");
        var curve = curve("curve");
        var shared = OctJwkGenerator.generateJwk(256);
        shared.setKeyId("oct");
        publish(rsa, curve, shared);

        assertRefused(signed(rsa, "RS384", "rsa"));
        assertRefused(signed(rsa, "PS256", "rsa"));
        assertRefused(signed(rsa, "RS256", "curve"));
        assertRefused(signed(curve, "ES256", "rsa"));
        assertRefused(signed(rsa, "RS256", null));
        // The public key taken for a secret, by its encoding and as it is published.
        assertRefused(signed(new HmacKey(rsa.getKey().getEncoded()), "HS256", "rsa"));
        assertRefused(
                signed(new HmacKey(rsa.toJson().getBytes(StandardCharsets.UTF_8)), "HS256", "rsa"));
        assertRefused(signed(shared.getKey(), "HS256", "oct"));
    }

    @Test
    void shouldRefuseKeysThatAreNotForSigningOrTooShort() throws JoseException {
        var encryption = rsa("enc");
        encryption.setUse("enc");
        var other = rsa("other");
        other.setAlgorithm("RS512");
        var bigCurve = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        bigCurve.setKeyId("p384");
        publish(encryption, other, bigCurve);

        assertRefused(signed(encryption, "RS256", "enc"));
        assertRefused(signed(other, "RS256", "other"));
        assertRefused(signed(bigCurve, "ES384", "p384"));
    }

    @Test
    void shouldReadOnceWhenManyAskAtOnce() throws Exception {
        var key = curve("one");
        publish(key);
        String token = signed(key, "ES256", "one");

        var answers = new ArrayList<CompletableFuture<VerifiedToken>>();
        for (int i = 0; i < 20; i++) {
            answers.add(verifier.verify(token));
        }
        for (var answer : answers) {
            assertThat(answer.get().subject()).isEqualTo(subject);
        }

        assertThat(readings).hasValue(1);
    }

    private VerifiedToken verify(String token) {
        return Answers.of(verifier.verify(token));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> verify(token))
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        refused -> assertThat(refused.status().code()).isEqualTo(401));
    }

    private void pass(Duration time) {
        var _ = passedMillis.addAndGet(time.toMillis());
    }

    private void publish(JsonWebKey... keys) {
        document = new JsonWebKeySet(keys).toJson();
    }

    private static PublicJsonWebKey rsa(String kid) throws JoseException {
        var key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(kid);
        return key;
    }

    private static PublicJsonWebKey curve(String kid) throws JoseException {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(kid);
        return key;
    }

    private String signed(PublicJsonWebKey key, String algorithm, @Nullable String kid)
            throws JoseException {
        return signed(key.getPrivateKey(), algorithm, kid);
    }

    private String signed(Key key, String algorithm, @Nullable String kid) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(FixedIdentity.ISSUER);
        claims.setAudience("authenticated");
        claims.setSubject(subject);
        claims.setExpirationTimeMinutesInTheFuture(5);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(algorithm);
        if (kid != null) {
            signature.setKeyIdHeaderValue(kid);
        }
        return signature.getCompactSerialization();
    }
}
