package com.evaratech.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIssuerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID SUBJECT = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final String secret = Secrets.generate();
    private final LocalIssuer issuer =
            new LocalIssuer(secret, "https://id.example/", InstantSource.fixed(NOW));

    @Test
    void shouldIssueTokenThatVerifierAccepts() throws Exception {
        JwtClaims claims = verifier(secret, NOW).processToClaims(issuer.token(SUBJECT, HOUR));

        assertThat(claims.getSubject()).isEqualTo(SUBJECT.toString());
        assertThat(claims.getIssuedAt().getValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plus(HOUR).getEpochSecond());
    }

    @Test
    void shouldGiveEveryTokenItsOwnId() throws Exception {
        JwtClaims one = verifier(secret, NOW).processToClaims(issuer.token(SUBJECT, HOUR));
        JwtClaims other = verifier(secret, NOW).processToClaims(issuer.token(SUBJECT, HOUR));

        assertThat(one.getJwtId()).isNotEqualTo(other.getJwtId());
    }

    @Test
    void shouldBeRefusedWhenItsTimeIsOver() {
        String token = issuer.token(SUBJECT, HOUR);

        assertThatThrownBy(() -> verifier(secret, NOW.plus(HOUR)).processToClaims(token))
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void shouldBeRefusedWhenSecretIsAnother() {
        String token = issuer.token(SUBJECT, HOUR);

        assertThatThrownBy(() -> verifier(Secrets.generate(), NOW).processToClaims(token))
                .isInstanceOf(InvalidJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "thirty-one-bytes-are-one-too-fe"})
    void shouldRefuseSecretWhenItIsTooShort(String shortSecret) {
        assertThatThrownBy(() ->
                        new LocalIssuer(shortSecret, "https://id.example", InstantSource.system()))
                .hasMessage("secret must have 32 bytes or more, not " + shortSecret.length());
    }

    @Test
    void shouldRefuseValidityWhenItIsNone() {
        assertThatThrownBy(() -> issuer.token(SUBJECT, Duration.ZERO))
                .hasMessageContaining("validity");
    }

    @Test
    void shouldNameSamePersonForRoleInEveryRun() {
        assertThat(LocalIssuer.subjectOf("superadmin"))
                .isEqualTo(LocalIssuer.subjectOf("SUPERADMIN"))
                .isNotEqualTo(LocalIssuer.subjectOf("viewer"));
    }

    @Test
    void shouldGenerateSecretsThatDiffer() {
        assertThat(Secrets.generate()).matches("[0-9a-f]{64}").isNotEqualTo(Secrets.generate());
    }

    private static JwtConsumer verifier(String secret, Instant now) {
        return new JwtConsumerBuilder()
                .setVerificationKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)))
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(
                                ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                .setExpectedAudience("authenticated")
                .setExpectedIssuer("https://id.example/auth/v1")
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .build();
    }
}
