package com.evaratech.local.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Generated secrets: hexadecimal, so that they fit into URLs, shells and configuration files as
 * they are.
 */
public final class Secrets {

    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 random bits as 64 hexadecimal digits; long enough to sign tokens with HS256. */
    public static String generate() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /**
     * A ring of one key, as {@code CHANNEL_KEY_RING} has it: id, colon, and the secret's bytes in
     * Base64.
     *
     * @param secret hexadecimal
     */
    public static String keyRing(String id, String secret) {
        byte[] key = HexFormat.of().parseHex(secret);
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }
}
