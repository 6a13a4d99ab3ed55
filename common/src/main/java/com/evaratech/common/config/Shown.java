package com.evaratech.common.config;

import java.util.regex.Pattern;

/** Shows a refused value to the person who mends it: on one line, and without what is secret. */
public final class Shown {

    // Up to the last @, since a password may hold one that nobody has encoded.
    private static final Pattern LOGIN =
            Pattern.compile("^(?<scheme>[A-Za-z][A-Za-z0-9+.:-]*://)?.*@", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("\\?.*", Pattern.DOTALL);
    private static final Pattern LOGIN_IN_TEXT = Pattern.compile("://\\S*@");

    private Shown() {}

    /** An address, without login and query, which may hold a password or a key. */
    public static String address(String value) {
        String anonymous = LOGIN.matcher(value).replaceFirst("${scheme}…@");
        return line(QUERY.matcher(anonymous).replaceFirst("?…"));
    }

    /** Any text on one line, logins of addresses in it left out. */
    public static String text(String text) {
        return line(LOGIN_IN_TEXT.matcher(text).replaceAll("://…@"));
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
