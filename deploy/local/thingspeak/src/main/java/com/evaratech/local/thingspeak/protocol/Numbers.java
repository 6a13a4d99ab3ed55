package com.evaratech.local.thingspeak.protocol;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in text, in the two ways in which ThingSpeak takes them. */
final class Numbers {
    private static final Pattern STRICT =
            Pattern.compile("[+-]?(\\d{1,60}(\\.\\d{0,60})?|\\.\\d{1,60})([eE][+-]?\\d{1,3})?");
    private static final Pattern LEADING =
            Pattern.compile("\\s*([+-]?(?:\\d{1,60}(?:\\.\\d{1,60})?)(?:[eE][+-]?\\d{1,3})?)");

    private Numbers() {}

    /** The number, when the text without blanks around it is one and nothing else. */
    static Optional<BigDecimal> strict(String text) {
        String trimmed = text.strip();
        return STRICT.matcher(trimmed).matches()
                ? Optional.of(new BigDecimal(trimmed))
                : Optional.empty();
    }

    /**
     * The number with which the text begins, else 0: so aggregates count NaN, words and rubbish.
     */
    static double leading(String text) {
        Matcher matcher = LEADING.matcher(text);
        return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
