package com.evaratech.common.gate;

import com.evaratech.common.gate.KnownTokens.Genuine;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a token speaks for. What a token claims about roles is what its holder may have
 * written himself ({@code user_metadata}), or the provider's own notion of them ({@code role}), and
 * is not looked at.
 *
 * <p>The algorithm is bound to the key: the secret, and the one before it, verify HS256 and nothing
 * else, each public key of the provider its one algorithm; which shuts out {@code alg=none} and
 * confusion of key kinds (RFC 8725 §3.1).
 */
@Singleton
class TokenVerifier {

    private static final String AUDIENCE = "authenticated";

    // A token with every claim that the provider knows has two thousand.
    private static final int LONGEST_TOKEN = 8_192;
    private static final int LONGEST_SUBJECT = 200;

    private final IdentityConfig config;
    private final SigningKeys keys;
    private final KnownTokens known = new KnownTokens();
    private final JwtConsumer bySecret;
    private final Optional<JwtConsumer> byPreviousSecret;

    /** What a token says whose signature is good. */
    @FunctionalInterface
    private interface Reader {
        JwtClaims read(String token) throws InvalidJwtException;
    }

    /** What a token says of itself before anything of it is believed. */
    private record Header(String algorithm, @Nullable String kid) {}

    TokenVerifier(IdentityConfig config, SigningKeys keys) {
        this.config = config;
        this.keys = keys;
        this.bySecret = bySecret(config.hs256Secret());
        this.byPreviousSecret = config.previousHs256Secret().map(this::bySecret);
    }

    private JwtConsumer bySecret(String secret) {
        return consumer(
                new HmacKey(secret.getBytes(StandardCharsets.UTF_8)),
                AlgorithmIdentifiers.HMAC_SHA256);
    }

    /** What a token says that is ours, in time and unaltered; fails with 401 for any other. */
    CompletableFuture<VerifiedToken> verify(String token) {
        try {
            if (token.length() > LONGEST_TOKEN) {
                throw notValid();
            }
            @Nullable Genuine seen = known.find(token);
            return seen == null || isOver(seen.token()) ? begin(token) : again(token, seen);
        } catch (AccessRefused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** A token that was genuine is so as long as the key that says so is the provider's. */
    private CompletableFuture<VerifiedToken> again(String token, Genuine seen) {
        if (seen.kid() == null) {
            return CompletableFuture.completedFuture(seen.token());
        }
        return keys.find(seen.kid())
                .thenCompose(found ->
                        found.filter(key -> key.equals(seen.key())).isPresent()
                                ? CompletableFuture.completedFuture(seen.token())
                                : begin(token));
    }

    private boolean isOver(VerifiedToken token) {
        NumericDate earliest = NumericDate.now();
        earliest.addSeconds(-config.clockSkew().toSeconds());
        return token.expiresAt().getEpochSecond() <= earliest.getValue();
    }

    private CompletableFuture<VerifiedToken> begin(String token) {
        Header header = header(token);
        return switch (header.algorithm()) {
            case AlgorithmIdentifiers.HMAC_SHA256 ->
                    CompletableFuture.completedFuture(
                            keep(token, verify(token, this::readBySecret), null, null));
            case AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256 ->
                    byPublicKey(token, header.kid());
            default -> throw notValid();
        };
    }

    private static Header header(String token) {
        JsonWebSignature header = new JsonWebSignature();
        try {
            header.setCompactSerialization(token);
            return new Header(
                    String.valueOf(header.getAlgorithmHeaderValue()), header.getKeyIdHeaderValue());
        } catch (JoseException | ClassCastException e) {
            // The library takes what should be a text for one, whatever it is.
            throw notValid();
        }
    }

    private CompletableFuture<VerifiedToken> byPublicKey(String token, @Nullable String kid) {
        if (kid == null) {
            throw notValid();
        }
        var verified = new CompletableFuture<VerifiedToken>();
        var _ =
                keys.find(kid)
                        .whenComplete((found, failure) -> {
                            if (failure != null) {
                                verified.completeExceptionally(failure);
                            } else {
                                complete(verified, token, kid, found);
                            }
                        });
        return verified;
    }

    private void complete(
            CompletableFuture<VerifiedToken> verified,
            String token,
            String kid,
            Optional<SigningKey> found) {
        try {
            SigningKey key = found.orElseThrow(TokenVerifier::notValid);
            Reader reader = consumer(key.key(), key.algorithm())::processToClaims;
            verified.complete(keep(token, verify(token, reader), kid, key));
        } catch (RuntimeException e) {
            verified.completeExceptionally(e);
        }
    }

    private VerifiedToken keep(
            String token, VerifiedToken verified, @Nullable String kid, @Nullable SigningKey key) {
        known.add(token, new Genuine(verified, kid, key));
        return verified;
    }

    private JwtConsumer consumer(Key key, String algorithm) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithm)
                .setExpectedAudience(AUDIENCE)
                .setExpectedIssuer(config.issuer())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
                .build();
    }

    /** Only who signed decides which of the two secrets counts, not what the token says. */
    private JwtClaims readBySecret(String token) throws InvalidJwtException {
        try {
            return bySecret.processToClaims(token);
        } catch (InvalidJwtException e) {
            if (byPreviousSecret.isEmpty() || !e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
                throw e;
            }
            return byPreviousSecret.get().processToClaims(token);
        }
    }

    private VerifiedToken verify(String token, Reader reader) {
        try {
            JwtClaims claims = reader.read(token);
            refuseFuture(claims);
            if (claims.getSubject().length() > LONGEST_SUBJECT) {
                throw notValid();
            }
            return new VerifiedToken(
                    claims.getSubject(),
                    Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()),
                    verifiedEmail(claims));
        } catch (InvalidJwtException | MalformedClaimException | ClassCastException e) {
            throw AccessRefused.invalidToken(reason(e));
        }
    }

    /** A token that was issued later than now is another clock's, or made up. */
    private void refuseFuture(JwtClaims claims) throws MalformedClaimException {
        @Nullable NumericDate issued = claims.getIssuedAt();
        NumericDate latest = NumericDate.now();
        latest.addSeconds(config.clockSkew().toSeconds());
        if (issued != null && issued.isAfter(latest)) {
            throw notValid();
        }
    }

    /** Only by the issuer's own word at the top: what stands elsewhere the person may have set. */
    private static Optional<String> verifiedEmail(JwtClaims claims) {
        return Boolean.TRUE.equals(claims.getClaimValue("email_verified"))
                        && claims.getClaimValue("email") instanceof String email
                        && !email.isBlank()
                ? Optional.of(email.strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static AccessRefused notValid() {
        return AccessRefused.invalidToken("The token is not valid here.");
    }

    // Only what the holder of a genuine token may want to know; the rest helps a forger.
    private static String reason(Exception exception) {
        return exception instanceof InvalidJwtException jwt && jwt.hasErrorCode(ErrorCodes.EXPIRED)
                ? "The token has expired; sign in again."
                : "The token is not valid here.";
    }
}
