package com.evaratech.gateway.routing;

import com.evaratech.local.testing.EvaraServers;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.UUID;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Tokens as forgers make them (RFC 8725 §2). Each takes the claims of a person, without audience
 * and expiry.
 */
final class TokenAttacks {

    private static final float MINUTES = 60;
    private static final long LATER_SECONDS = 3_600;

    private TokenAttacks() {}

    static String issuedLater(JwtClaims claims) throws JoseException {
        claims.setIssuedAt(later());
        return signed(complete(claims), AlgorithmIdentifiers.HMAC_SHA256, secret());
    }

    static String notYet(JwtClaims claims) throws JoseException {
        claims.setNotBefore(later());
        return signed(complete(claims), AlgorithmIdentifiers.HMAC_SHA256, secret());
    }

    static String large(JwtClaims claims) throws JoseException {
        claims.setClaim("padding", "x".repeat(8_192));
        return signed(complete(claims), AlgorithmIdentifiers.HMAC_SHA256, secret());
    }

    /** By the right secret, and an algorithm that the secret is not for. */
    static String byHs512(JwtClaims claims) throws JoseException {
        String twice = secretText() + secretText();
        return signed(
                complete(claims),
                AlgorithmIdentifiers.HMAC_SHA512,
                new HmacKey(twice.getBytes(StandardCharsets.UTF_8)));
    }

    /** With the key to check it by in its own head. */
    static String byOwnKey(JwtClaims claims) throws JoseException {
        RsaJsonWebKey own = RsaJwkGenerator.generateJwk(2_048);
        JsonWebSignature signature =
                signature(complete(claims), AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setJwkHeader(own);
        signature.setKey(own.getPrivateKey());
        return signature.getCompactSerialization();
    }

    /** A public key, which everybody has, taken for the secret. */
    static String confused(JwtClaims claims) throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2_048);
        JsonWebSignature signature = signature(complete(claims), AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKeyIdHeaderValue(UUID.randomUUID().toString());
        signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        return signature.getCompactSerialization();
    }

    private static JwtClaims complete(JwtClaims claims) {
        claims.setAudience("authenticated");
        claims.setExpirationTimeMinutesInTheFuture(2 * MINUTES);
        return claims;
    }

    private static NumericDate later() {
        NumericDate later = NumericDate.now();
        later.addSeconds(LATER_SECONDS);
        return later;
    }

    private static Key secret() {
        return new HmacKey(secretText().getBytes(StandardCharsets.UTF_8));
    }

    private static String secretText() {
        return String.valueOf(EvaraServers.variables("").get("SUPABASE_JWT_SECRET"));
    }

    private static String signed(JwtClaims claims, String algorithm, Key key) throws JoseException {
        JsonWebSignature signature = signature(claims, algorithm);
        signature.setKey(key);
        return signature.getCompactSerialization();
    }

    private static JsonWebSignature signature(JwtClaims claims, String algorithm) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(claims.toJson());
        return signature;
    }
}
