package com.evaratech.local.thingspeak.channels;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the times that clients send: ISO 8601, {@code YYYY-MM-DD HH:MM:SS} with or without an
 * offset, a date alone, or seconds since 1970. A time without an offset is in the given zone.
 */
public final class TimeReader {
    private static final DateTimeFormatter FORMS =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-M-d[['T'][' ']H:mm[:ss]]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendPattern("[' '][XXX][xx][x]['UTC']")
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter(Locale.ROOT);

    private static final int LONGEST = 40;

    private TimeReader() {}

    /** The time, or empty when the text is none. */
    public static Optional<Instant> read(String text, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            // 11: seconds of the next three thousand years, and not a mistaken time in milliseconds
            if (trimmed.length() <= 11 && trimmed.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(trimmed)));
            }
            TemporalAccessor parsed = FORMS.parse(trimmed);
            LocalDateTime local = LocalDateTime.from(parsed);
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                return Optional.of(ZonedDateTime.from(parsed).toInstant());
            }
            boolean utc = trimmed.endsWith("UTC");
            return Optional.of(local.atZone(utc ? ZoneOffset.UTC : zone).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
