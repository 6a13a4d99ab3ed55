package com.evaratech.api.mapping;

/** Paths of the API in both versions. */
public final class Paths {

    /** How paths of version 1 begin. */
    public static final String FIRST = "/api/v1/";

    /** How paths of version 2 begin. */
    public static final String SECOND = "/api/v2/";

    private Paths() {}

    /** A path of version 1 in version 2; anything else as it is. */
    public static String second(String path) {
        return path.startsWith(FIRST) ? SECOND + path.substring(FIRST.length()) : path;
    }

    /** A path of version 2 in version 1. */
    public static String first(String path) {
        return path.startsWith(SECOND) ? FIRST + path.substring(SECOND.length()) : path;
    }

    /** A header that holds paths, such as a link's or a cookie's. */
    public static String secondInHeader(String header) {
        return header.replace(FIRST, SECOND);
    }
}
