package com.evaratech.common.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private final String secret = UUID.randomUUID().toString();
    private final String subject = UUID.randomUUID().toString();
    private final TokenVerifier verifier = verifier(new FixedIdentity(secret));

    private static TokenVerifier verifier(FixedIdentity identity) {
        return new TokenVerifier(
                identity, new SigningKeys(new KeySetSource(identity), identity, Clock.systemUTC()));
    }

    @Test
    void shouldTellTheSubjectOfAGenuineToken() throws JoseException {
        assertThat(verify(token(claims -> {})).subject()).isEqualTo(subject);
    }

    @Test
    void shouldAcceptATokenThatExpiredWithinTheClockSkew() throws JoseException {
        var token = verify(token(claims -> claims.setExpirationTime(secondsAgo(20))));

        assertThat(token.subject()).isEqualTo(subject);
        assertThat(token.expiresAt())
                .isBefore(Instant.ofEpochMilli(NumericDate.now().getValueInMillis()));
    }

    @Test
    void shouldSayThatATokenHasExpired() throws JoseException {
        String token = token(claims -> claims.setExpirationTime(secondsAgo(60)));

        assertThatThrownBy(() -> verify(token))
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        refused -> {
                            assertThat(refused.status().code()).isEqualTo(401);
                            assertThat(refused.detail()).contains("expired");
                        });
    }

    @Test
    void shouldNotVerifyAgainWhatItKnows() throws JoseException {
        String token = token(claims -> {});

        assertThat(verify(token)).isSameAs(verify(token));
    }

    @Test
    void shouldRefuseWhatItKnowsOnceItHasExpired() throws JoseException {
        // Within the skew of 30 s, for another second or two.
        String token = token(claims -> claims.setExpirationTime(secondsAgo(28)));
        assertThat(verify(token).subject()).isEqualTo(subject);

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertRefused(token));
    }

    @Test
    void shouldRefuseForeignAudienceIssuerAndMissingClaims() throws JoseException {
        assertRefused(token(claims -> claims.setAudience("somebody-else")));
        assertRefused(token(claims -> claims.setIssuer("http://elsewhere.test")));
        assertRefused(token(claims -> claims.unsetClaim("sub")));
        assertRefused(token(claims -> claims.unsetClaim("exp")));
        assertRefused(token(claims -> claims.unsetClaim("aud")));
        assertRefused(token(claims -> claims.setNotBefore(secondsAgo(-120))));
    }

    @Test
    void shouldRefuseAnotherSecretAndAnAlteredToken() throws JoseException {
        assertRefused(
                signed(claims(), new HmacKey(new byte[32]), AlgorithmIdentifiers.HMAC_SHA256));
        String token = token(claims -> {});
        int payload = token.indexOf('.') + 5;
        char other = token.charAt(payload) == 'A' ? 'B' : 'A';
        assertRefused(token.substring(0, payload) + other + token.substring(payload + 1));
    }

    @Test
    void shouldAcceptTokensOfThePreviousSecretWhileThereIsOne() throws JoseException {
        String next = UUID.randomUUID().toString();
        TokenVerifier overlapping = verifier(new FixedIdentity(next, Optional.of(secret)));
        String ofBefore = token(claims -> {});
        String ofNow = signed(claims(), key(next), AlgorithmIdentifiers.HMAC_SHA256);

        assertThat(Answers.of(overlapping.verify(ofBefore)).subject()).isEqualTo(subject);
        assertThat(Answers.of(overlapping.verify(ofNow)).subject()).isEqualTo(subject);
        assertRefused(verifier(new FixedIdentity(next)), ofBefore);
    }

    @Test
    void shouldAskTheSameOfTokensOfThePreviousSecret() throws JoseException {
        TokenVerifier overlapping =
                verifier(new FixedIdentity(UUID.randomUUID().toString(), Optional.of(secret)));

        assertRefused(overlapping, token(claims -> claims.setExpirationTime(secondsAgo(60))));
        assertRefused(overlapping, token(claims -> claims.setAudience("somebody-else")));
        assertRefused(overlapping, signed(claims(), longKey(), AlgorithmIdentifiers.HMAC_SHA512));
        assertRefused(
                overlapping,
                signed(claims(), new HmacKey(new byte[32]), AlgorithmIdentifiers.HMAC_SHA256));
        assertRefused(overlapping, unsigned(claims()));
    }

    @Test
    void shouldRefuseOtherAlgorithmsEvenWithTheRightSecret() throws JoseException {
        assertRefused(signed(claims(), longKey(), AlgorithmIdentifiers.HMAC_SHA512));
        assertRefused(unsigned(claims()));
    }

    @Test
    void shouldRefuseATokenOfTheFuture() throws JoseException {
        assertRefused(token(claims -> claims.setIssuedAt(secondsAgo(-120))));
        assertThat(verify(token(claims -> claims.setIssuedAt(secondsAgo(-20)))).subject())
                .isEqualTo(subject);
    }

    @Test
    void shouldRefuseAnOversizedToken() throws JoseException {
        assertRefused(token(claims -> claims.setStringClaim("padding", "x".repeat(10_000))));
        assertRefused(token(claims -> claims.setSubject("x".repeat(201))));
    }

    @Test
    void shouldBelieveAnEmailOnlyByTheIssuersOwnWord() throws JoseException {
        assertThat(
                        verify(
                                        token(claims -> {
                                            claims.setClaim("email", " Ann@Example.org ");
                                            claims.setClaim("email_verified", true);
                                        }))
                                .email())
                .hasValue("ann@example.org");
        assertThat(verify(token(claims -> claims.setClaim("email", "ann@example.org"))).email())
                .isEmpty();
        assertThat(
                        verify(
                                        token(claims -> {
                                            claims.setClaim("email", "ann@example.org");
                                            claims.setClaim("email_verified", "true");
                                            claims.setClaim(
                                                    "user_metadata",
                                                    Map.of(
                                                            "email",
                                                            "ann@example.org",
                                                            "email_verified",
                                                            true));
                                        }))
                                .email())
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoToken() {
        assertRefused("dev-bypass-admin");
        assertRefused("");
        assertRefused("a.b.c");
    }

    private VerifiedToken verify(String token) {
        return Answers.of(verifier.verify(token));
    }

    private void assertRefused(String token) {
        assertRefused(verifier, token);
    }

    private static void assertRefused(TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> Answers.of(verifier.verify(token)))
                .isInstanceOfSatisfying(
                        AccessRefused.class,
                        refused -> assertThat(refused.status().code()).isEqualTo(401));
    }

    private String token(Consumer<JwtClaims> change) throws JoseException {
        JwtClaims claims = claims();
        change.accept(claims);
        return signed(claims, key(secret), AlgorithmIdentifiers.HMAC_SHA256);
    }

    private static HmacKey key(String secret) {
        return new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(FixedIdentity.ISSUER);
        claims.setAudience("authenticated");
        claims.setSubject(subject);
        claims.setIssuedAt(secondsAgo(300));
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("role", "superadmin");
        return claims;
    }

    private HmacKey longKey() {
        return key(secret + secret);
    }

    private static String signed(JwtClaims claims, HmacKey key, String algorithm)
            throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(algorithm);
        return signature.getCompactSerialization();
    }

    private static String unsigned(JwtClaims claims) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return signature.getCompactSerialization();
    }

    private static NumericDate secondsAgo(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(-seconds);
        return date;
    }
}
