package com.evaratech.local.thingspeak.protocol;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How times are written.
 *
 * @param zone the zone of the request; UTC when it named none
 * @param csvTimes which of the two forms that ThingSpeak has had is used in CSV
 */
record TimeStyle(ZoneId zone, CsvTimes csvTimes) {
    private static final DateTimeFormatter LOCAL = pattern("yyyy-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter CSV_NEW = pattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter CSV_OLD_UTC = pattern("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter CSV_OLD_LOCAL = pattern("yyyy-MM-dd HH:mm:ss xx");

    /** {@code 2018-09-14T20:51:46Z}, or with an offset in a zone other than UTC. */
    String json(long second) {
        Instant time = Instant.ofEpochSecond(second);
        return isUtc() ? time.toString() : LOCAL.format(time.atZone(zone));
    }

    String csv(long second) {
        var time = Instant.ofEpochSecond(second).atZone(zone);
        return switch (csvTimes) {
            case OFFSET -> CSV_NEW.format(time);
            case UTC_WORD -> (isUtc() ? CSV_OLD_UTC : CSV_OLD_LOCAL).format(time);
        };
    }

    private boolean isUtc() {
        return zone.equals(ZoneOffset.UTC);
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }
}
