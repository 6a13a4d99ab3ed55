package com.evaratech.telemetry.thingspeak;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as this API reads and writes them, in the zone that a request names.
 *
 * @param zone UTC when the request names none
 */
public record Times(ZoneId zone) {

    private static final DateTimeFormatter READ =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-M-d[['T'][' ']H:mm[:ss]]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .appendPattern("[' '][XXX][xx][x]['UTC']")
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter IN_ZONE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter IN_CSV =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final int LONGEST = 40;
    // Seconds of the next three thousand years, and not a mistaken time in milliseconds.
    private static final int LONGEST_EPOCH = 11;
    private static final int MOST_OFFSET_HOURS = 18;

    /**
     * By the parameters {@code timezone}, else {@code offset} in hours; what is none is passed
     * over.
     */
    static Times of(Parameters parameters) {
        Optional<ZoneId> named = parameters.get("timezone").flatMap(Times::zone);
        if (named.isPresent()) {
            return new Times(named.get());
        }
        long hours = parameters.number("offset").orElse(0);
        return new Times(
                Math.abs(hours) <= MOST_OFFSET_HOURS
                        ? ZoneOffset.ofHours((int) hours)
                        : ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            ZoneId zone = ZoneId.of(name.strip());
            return Optional.of(zone.normalized() instanceof ZoneOffset offset ? offset : zone);
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** Seconds of the epoch, ISO 8601 or MySQL's form; without an offset in this zone. */
    public Optional<Instant> read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            if (trimmed.length() <= LONGEST_EPOCH && trimmed.chars().allMatch(Times::isDigit)) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(trimmed)));
            }
            TemporalAccessor parsed = READ.parse(trimmed);
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                return Optional.of(millis(ZonedDateTime.from(parsed).toInstant()));
            }
            ZoneId in = trimmed.endsWith("UTC") ? ZoneOffset.UTC : zone;
            return Optional.of(millis(LocalDateTime.from(parsed).atZone(in).toInstant()));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** {@code 2018-09-14T20:51:46Z}, or with an offset in a zone other than UTC. */
    String text(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return zone.equals(ZoneOffset.UTC)
                ? second.toString()
                : IN_ZONE.format(second.atZone(zone));
    }

    /** With an offset in any zone. */
    String csv(Instant time) {
        return IN_CSV.format(time.atZone(zone));
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean isDigit(int sign) {
        return sign >= '0' && sign <= '9';
    }
}
