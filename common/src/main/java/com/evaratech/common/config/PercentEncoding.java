package com.evaratech.common.config;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding of URI parts (RFC 3986, UTF-8). Unlike the form decoding of the JDK it leaves
 * {@code +} alone, which passwords hold, and refuses what is malformed instead of replacing it.
 */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes one part.
     *
     * @throws IllegalArgumentException with a sentence that does not quote the part
     */
    static String decode(String part) {
        var bytes = new ByteArrayOutputStream(part.length());
        var raw = part.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
            } else {
                bytes.write(octet(raw, i + 1));
                i += 2;
            }
        }
        return refuseControls(utf8(bytes.toByteArray()));
    }

    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int octet(byte[] raw, int at) {
        if (at + 1 >= raw.length
                || !HexFormat.isHexDigit(raw[at])
                || !HexFormat.isHexDigit(raw[at + 1])) {
            throw new IllegalArgumentException(
                    "must percent-encode special characters as % and two hex digits (% itself as"
                            + " %25)");
        }
        return HexFormat.fromHexDigit(raw[at]) << 4 | HexFormat.fromHexDigit(raw[at + 1]);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must percent-encode UTF-8", e);
        }
    }

    private static String refuseControls(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must not hold control characters");
        }
        return text;
    }
}
