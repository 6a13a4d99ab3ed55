package com.evaratech.common.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * The provider's public keys by their {@code kid} (RFC 7517). Each is bound to one algorithm: RSA
 * keys to RS256, those of the curve P-256 to ES256. All others, secrets among them, are left out.
 */
record KeySet(Map<String, SigningKey> keys) {

    private static final int MOST_KEYS = 64;
    private static final int SHORTEST_RSA_BITS = 2048;
    private static final String P_256 = "P-256";

    KeySet {
        keys = Map.copyOf(keys);
    }

    /** No key at all. */
    static KeySet empty() {
        return new KeySet(Map.of());
    }

    /**
     * Reads the document that the provider publishes.
     *
     * @throws JoseException when it is none
     */
    static KeySet parse(String json) throws JoseException {
        Map<String, SigningKey> keys = new HashMap<>();
        List<JsonWebKey> published = new JsonWebKeySet(json).getJsonWebKeys();
        for (JsonWebKey key : published.subList(0, Math.min(MOST_KEYS, published.size()))) {
            if (key.getKeyId() != null) {
                usable(key).ifPresent(usable -> keys.put(key.getKeyId(), usable));
            }
        }
        return new KeySet(keys);
    }

    Optional<SigningKey> find(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    private static Optional<SigningKey> usable(JsonWebKey key) {
        if (key.getUse() != null && !key.getUse().equals(Use.SIGNATURE)) {
            return Optional.empty();
        }
        return switch (key) {
            case RsaJsonWebKey rsa
                    when isFor(rsa, AlgorithmIdentifiers.RSA_USING_SHA256)
                            && rsa.getRsaPublicKey().getModulus().bitLength()
                                    >= SHORTEST_RSA_BITS ->
                    Optional.of(
                            new SigningKey(
                                    AlgorithmIdentifiers.RSA_USING_SHA256, rsa.getPublicKey()));
            case EllipticCurveJsonWebKey curve
                    when isFor(curve, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                            && P_256.equals(curve.getCurveName()) ->
                    Optional.of(
                            new SigningKey(
                                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                                    curve.getPublicKey()));
            default -> Optional.empty();
        };
    }

    private static boolean isFor(JsonWebKey key, String algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }
}
