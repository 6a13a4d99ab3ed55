package com.evaratech.telemetry.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day of a zone: 23 to 25 hours where clocks are set forward and back. It begins with its first
 * moment, also where midnight is left out.
 *
 * @param day its number since 1970-01-01
 * @param from its first millisecond
 * @param until that of the next day
 */
record LocalDay(long day, long from, long until) {

    /** The day of an instant. */
    static LocalDay of(long millis, ZoneId zone) {
        return of(LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone), zone);
    }

    /** That day. */
    static LocalDay of(LocalDate date, ZoneId zone) {
        return new LocalDay(date.toEpochDay(), begin(date, zone), begin(date.plusDays(1), zone));
    }

    boolean has(long millis) {
        return millis >= from && millis < until;
    }

    private static long begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
