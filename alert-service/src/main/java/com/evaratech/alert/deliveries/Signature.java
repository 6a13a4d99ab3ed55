package com.evaratech.alert.deliveries;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows a receiver that a request is ours and not an old one: HMAC-SHA256 (RFC 2104) by the route's
 * secret over the time, a dot and the body.
 */
final class Signature {

    /** Header with the signature. */
    static final String HEADER = "Evara-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The header's value.
     *
     * @param atSeconds of the epoch
     */
    static String of(String secret, long atSeconds, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] digest = mac.doFinal((atSeconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(atSeconds, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every platform has " + ALGORITHM, e);
        }
    }
}
