package com.evaratech.common.gate;

import java.util.HexFormat;

/**
 * Refuses paths that one server may read differently from the next. The gate, the gateway's proxy
 * and a service's router must agree on what is asked for, and the sure way is to let through only
 * paths that leave nothing to interpret.
 */
final class PathSafety {

    private static final int ESCAPE_LENGTH = 3;

    // Beside letters and digits (RFC 3986 §2.3).
    private static final String UNRESERVED_SIGNS = "-._~";

    private PathSafety() {}

    /** Whether the raw path of a request (as sent, not decoded) could be read in two ways. */
    static boolean isAmbiguous(String rawPath) {
        return !rawPath.startsWith("/")
                || rawPath.contains("//")
                || hasDotSegment(rawPath)
                || hasUnclearCharacter(rawPath);
    }

    private static boolean hasDotSegment(String path) {
        return path.endsWith("/.")
                || path.endsWith("/..")
                || path.contains("/./")
                || path.contains("/../");
    }

    private static boolean hasUnclearCharacter(String path) {
        for (int at = 0; at < path.length(); at++) {
            char character = path.charAt(at);
            if (character == ';' || character == '\\' || Character.isISOControl(character)) {
                return true;
            }
            if (character == '%') {
                if (!isClearEscape(path, at)) {
                    return true;
                }
                at += ESCAPE_LENGTH - 1;
            }
        }
        return false;
    }

    /**
     * What needs no encoding must not have it: servers may decode it (RFC 3986 §6.2.2.2), and then
     * {@code /nodes/%65xport} is one route here and another there. An encoded slash is a separator
     * to some; an encoded control character ends the path for others.
     */
    private static boolean isClearEscape(String path, int at) {
        if (at + ESCAPE_LENGTH > path.length()) {
            return false;
        }
        char high = path.charAt(at + 1);
        char low = path.charAt(at + 2);
        if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
            return false;
        }
        int octet = HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
        return octet != '/' && octet != '\\' && !isUnreserved(octet) && !isControl(octet);
    }

    private static boolean isUnreserved(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED_SIGNS.indexOf(octet) >= 0;
    }

    // Not the octets from 80 to 9F: those are parts of letters in UTF-8.
    private static boolean isControl(int octet) {
        return octet < ' ' || octet == 0x7f;
    }
}
