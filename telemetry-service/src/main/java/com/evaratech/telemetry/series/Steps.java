package com.evaratech.telemetry.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the steps of a span begin, and where the last of them ends. Steps within a day are counted
 * from its beginning, so that hours are the hours of the zone's clocks; on a day on which these are
 * set, the last step may be shorter.
 */
public final class Steps {

    private static final int HOUR_SECONDS = 3_600;

    private Steps() {}

    /** Hours of a zone; as of {@link #days}. */
    public static List<Instant> hours(Instant from, Instant until, ZoneId zone) {
        return withinDays(from, until, HOUR_SECONDS, zone);
    }

    /** Days of a zone: one more than there are; the first is not behind {@code from}. */
    public static List<Instant> days(Instant from, Instant until, ZoneId zone) {
        return ofDays(from, until, 1, zone);
    }

    /** Months of a zone; as of {@link #days}. */
    public static List<Instant> months(Instant from, Instant until, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(from, zone).withDayOfMonth(1);
        List<Instant> begins = new ArrayList<>();
        begins.add(begin(date, zone));
        while (begins.getLast().isBefore(until)) {
            date = date.plusMonths(1);
            begins.add(begin(date, zone));
        }
        return begins;
    }

    /** One more than there are steps; the first is not behind {@code from}. */
    static List<Instant> of(Instant from, Instant until, Step step, ZoneId zone) {
        return step.days() > 0
                ? ofDays(from, until, step.days(), zone)
                : withinDays(from, until, step.seconds(), zone);
    }

    private static List<Instant> ofDays(Instant from, Instant until, int days, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate date = first.minusDays(Math.floorMod(first.toEpochDay(), days));
        List<Instant> begins = new ArrayList<>();
        begins.add(begin(date, zone));
        while (begins.getLast().isBefore(until)) {
            date = date.plusDays(days);
            begins.add(begin(date, zone));
        }
        return begins;
    }

    private static List<Instant> withinDays(Instant from, Instant until, int seconds, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(from, zone);
        Instant day = begin(date, zone);
        Instant nextDay = begin(date.plusDays(1), zone);
        long passed = (from.getEpochSecond() - day.getEpochSecond()) / seconds * seconds;
        List<Instant> begins = new ArrayList<>();
        begins.add(day.plusSeconds(passed));
        while (begins.getLast().isBefore(until)) {
            Instant next = begins.getLast().plusSeconds(seconds);
            if (!next.isBefore(nextDay)) {
                next = nextDay;
                date = date.plusDays(1);
                nextDay = begin(date.plusDays(1), zone);
            }
            begins.add(next);
        }
        return begins;
    }

    private static Instant begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
