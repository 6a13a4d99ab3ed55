package com.evaratech.local.identity;

import java.security.SecureRandom;
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
}
