package com.evaratech.local.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Signs tokens of the form the identity provider issues (HS256, RFC 7519), for machines that have
 * no provider. A token says who somebody is; what they may do is in their profile.
 */
public final class LocalIssuer {

    /** The audience of every signed-in person. */
    public static final String AUDIENCE = "authenticated";

    private static final int SHORTEST_SECRET_BYTES = 32;

    private final HmacKey key;
    private final String issuer;
    private final InstantSource clock;

    /**
     * An issuer for one secret.
     *
     * @param secret what the services know as {@code SUPABASE_JWT_SECRET}; 32 bytes or more (RFC
     *     7518, 3.2)
     * @param supabaseUrl the issuer is its path {@code /auth/v1}
     */
    public LocalIssuer(String secret, String supabaseUrl, InstantSource clock) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "secret must have 32 bytes or more, not " + bytes.length);
        }
        this.key = new HmacKey(bytes);
        this.issuer = supabaseUrl.replaceFirst("/+$", "") + "/auth/v1";
        this.clock = clock;
    }

    /** The {@code iss} claim of its tokens. */
    public String issuer() {
        return issuer;
    }

    /**
     * The person who plays a role on this machine: the same on every machine and in every run.
     *
     * @param role code of a role, such as {@code superadmin}; the case does not matter
     */
    public static UUID subjectOf(String role) {
        String name = "evara:local:" + role.toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A signed token, valid from now on.
     *
     * @param validity up to when; positive, whole seconds
     */
    public String token(UUID subject, Duration validity) {
        return token(subject, validity, Map.of());
    }

    /**
     * The same with claims of the caller's own beside those of every token.
     *
     * @param validity up to when; positive, whole seconds
     */
    public String token(UUID subject, Duration validity, Map<String, ?> more) {
        if (validity.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "validity must be one second or more, not " + validity);
        }
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        more.forEach(claims::setClaim);
        claims.setSubject(subject.toString());
        claims.setAudience(AUDIENCE);
        claims.setIssuer(issuer);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(validity).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        return sign(claims);
    }

    /** A claim of a token that this issuer signed and that is valid now; empty for any other. */
    Optional<String> claimIn(String token, String name) {
        var consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(key)
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                        .setExpectedAudience(AUDIENCE)
                        .setExpectedIssuer(issuer)
                        .setEvaluationTime(NumericDate.fromSeconds(now().getEpochSecond()))
                        .build();
        try {
            return Optional.ofNullable(consumer.processToClaims(token).getStringClaimValue(name));
        } catch (InvalidJwtException | MalformedClaimException e) {
            // Being none of ours is an answer here.
            return Optional.empty();
        }
    }

    /** By the issuer's clock. */
    Instant now() {
        return clock.instant();
    }

    private String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(
                    "A key of this length signs with HS256 on every JDK", e);
        }
    }
}
