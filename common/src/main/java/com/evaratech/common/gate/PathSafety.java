package com.evaratech.common.gate;

import java.util.Locale;

/**
 * Refuses paths that one server may read differently from the next. The gate, the gateway's proxy
 * and a service's router must agree on what is asked for, and the sure way is to let through only
 * paths that leave nothing to interpret.
 */
final class PathSafety {

    private PathSafety() {}

    /** Whether the raw path of a request (as sent, not decoded) could be read in two ways. */
    static boolean isAmbiguous(String rawPath) {
        if (!rawPath.startsWith("/") || rawPath.contains("//")) {
            return true;
        }
        String path = rawPath.toLowerCase(Locale.ROOT);
        return path.contains(";")
                || path.contains("\\")
                || path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%2e")
                || path.contains("%00")
                || path.endsWith("/.")
                || path.endsWith("/..")
                || path.contains("/./")
                || path.contains("/../");
    }
}
