package com.evaratech.common.reading.normalise;

import java.util.OptionalDouble;

/**
 * Numbers as devices write them: an optional sign, digits with at most one decimal point, an
 * optional exponent of at most three digits; white space around it is no harm. Stricter than {@link
 * Double#parseDouble}, which also takes {@code NaN}, {@code Infinity}, {@code 1d}, {@code 2f} and
 * {@code 0x1p3}.
 */
public final class NumberText {

    /** Longest text looked at: ThingSpeak's fields have at most 255 characters. */
    private static final int LONGEST = 255;

    private static final int MOST_EXPONENT_DIGITS = 3;

    private NumberText() {}

    /** The number, or none when the text is not one, or one beyond what a double can hold. */
    public static OptionalDouble parse(String text) {
        String number = text.strip();
        if (number.length() > LONGEST || !isNumber(number)) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(number);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static boolean isNumber(String text) {
        int at = skipSign(text, 0);
        int whole = skipDigits(text, at);
        int digits = whole - at;
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = skipDigits(text, at + 1);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        return at == text.length() || isExponent(text, at);
    }

    private static boolean isExponent(String text, int start) {
        if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
            return false;
        }
        int at = skipSign(text, start + 1);
        int digits = skipDigits(text, at) - at;
        return digits > 0 && digits <= MOST_EXPONENT_DIGITS && at + digits == text.length();
    }

    private static int skipSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')
                ? at + 1
                : at;
    }

    private static int skipDigits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
