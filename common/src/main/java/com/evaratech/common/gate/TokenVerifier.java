package com.evaratech.common.gate;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;

/**
 * Finds out who a token speaks for. Only the subject is taken from it: what a token claims about
 * roles is what its holder may have written himself ({@code user_metadata}) and is not looked at.
 *
 * <p>The algorithm is bound to the key: an HS256 secret verifies HS256 and nothing else, which
 * shuts out {@code alg=none} and confusion of key kinds (RFC 8725 §3.1).
 */
@Singleton
class TokenVerifier {

    private static final String AUDIENCE = "authenticated";

    private final JwtConsumer consumer;

    TokenVerifier(IdentityConfig config) {
        this.consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(
                                new HmacKey(config.hs256Secret().getBytes(StandardCharsets.UTF_8)))
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                        .setExpectedAudience(AUDIENCE)
                        .setExpectedIssuer(config.issuer())
                        .setRequireSubject()
                        .setRequireExpirationTime()
                        .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
                        .build();
    }

    /**
     * What a token says that is ours, in time and unaltered.
     *
     * @throws AccessRefused 401 for any other
     */
    VerifiedToken verify(String token) {
        try {
            var claims = consumer.processToClaims(token);
            return new VerifiedToken(
                    claims.getSubject(),
                    Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw AccessRefused.invalidToken(reason(e));
        }
    }

    // Only what the holder of a genuine token may want to know; the rest helps a forger.
    private static String reason(Exception exception) {
        return exception instanceof InvalidJwtException jwt && jwt.hasErrorCode(ErrorCodes.EXPIRED)
                ? "The token has expired; sign in again."
                : "The token is not valid here.";
    }
}
