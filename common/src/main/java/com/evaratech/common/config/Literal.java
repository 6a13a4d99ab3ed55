package com.evaratech.common.config;

/**
 * Writes a value so that the platform's configuration reads back exactly that value. Left as it is,
 * a password with <code>${</code> in it would be taken for an expression.
 */
final class Literal {

    private static final String DOLLAR = "$$";

    // A backslash before a dollar sign would take the sign's meaning, and has no escape of its own:
    // it is put in as the default of a setting that nobody has.
    private static final String BACKSLASH = "${evara.literal.backslash:\\}";

    private Literal() {}

    /** For a setting with one value. */
    static String of(String value) {
        // Without a dollar sign the platform takes a value as it is, backslashes included.
        return value.contains("$") ? value.replace("$", DOLLAR).replace("\\", BACKSLASH) : value;
    }

    /** For a setting that is a list, of which the value is the one element. */
    static String element(String value) {
        return of(value.replace("\\", "\\\\").replace(",", "\\,"));
    }
}
