package com.evaratech.common.reading.normalise;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Times as devices write them, {@code 2026-01-31T06:30:00Z} with a fraction or without, read digit
 * by digit; whatever looks otherwise is left to the platform's parser, which takes ten times as
 * long: it would be half of what is done for a reading that was sent before it is accepted.
 */
public final class TimeText {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int NANO_DIGITS = 9;

    private TimeText() {}

    /** The instant, to the millisecond; empty when the text is no time with its offset. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant time = isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant();
            return Optional.of(time.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Whether it is written in UTC, in the form, with up to nine digits behind it. */
    private static boolean isUsual(String text) {
        int last = text.length() - 1;
        if (last < FORM.length() || text.charAt(last) != 'Z') {
            return false;
        }
        for (int at = 0; at < FORM.length(); at++) {
            char form = FORM.charAt(at);
            char sign = text.charAt(at);
            if (form == 'd' ? !isDigit(sign) : form != sign) {
                return false;
            }
        }
        return last == FORM.length() || isFraction(text, last);
    }

    private static boolean isFraction(String text, int end) {
        int digits = end - FORM.length() - 1;
        if (text.charAt(FORM.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return false;
        }
        for (int at = FORM.length() + 1; at < end; at++) {
            if (!isDigit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 2),
                        number(text, 8, 2),
                        number(text, 11, 2),
                        number(text, 14, 2),
                        number(text, 17, 2),
                        nanos(text))
                .toInstant(ZoneOffset.UTC);
    }

    private static int nanos(String text) {
        int digits = text.length() - FORM.length() - 2;
        if (digits < 1) {
            return 0;
        }
        int nanos = number(text, FORM.length() + 1, digits);
        for (int missing = digits; missing < NANO_DIGITS; missing++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int at = from; at < from + digits; at++) {
            number = number * 10 + (text.charAt(at) - '0');
        }
        return number;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }
}
