package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.RequestFields;
import com.fasterxml.jackson.annotation.JsonFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of each day in which a receiver is told nothing; it is told afterwards.
 *
 * @param from where they begin, a time of day
 * @param until where they end; not later than {@code from} means the next day
 * @param timeZone in which they are, like {@code Asia/Kolkata}
 * @param critical whether critical alerts wait, too
 */
@RegisterForReflection
public record QuietHours(
        @JsonFormat(pattern = "HH:mm") LocalTime from,
        @JsonFormat(pattern = "HH:mm") LocalTime until,
        ZoneId timeZone,
        boolean critical) {

    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}");

    /**
     * Quiet hours as a caller wrote them.
     *
     * @param critical {@code null} means false: what is critical is told at once
     */
    @RegisterForReflection
    public record Wish(
            @Nullable String from,
            @Nullable String until,
            @Nullable String timeZone,
            @Nullable Boolean critical) {

        /** The hours, unless something is wrong with them. */
        public Optional<QuietHours> check(RequestFields fields) {
            LocalTime begin = time("quiet_hours.from", from, fields);
            LocalTime end = time("quiet_hours.until", until, fields);
            ZoneId zone = zone(fields);
            if (begin == null || end == null || zone == null) {
                return Optional.empty();
            }
            fields.require(
                    !begin.equals(end), "quiet_hours.until", until, "another time than from");
            return Optional.of(new QuietHours(begin, end, zone, critical != null && critical));
        }

        private static @Nullable LocalTime time(
                String field, @Nullable String text, RequestFields fields) {
            try {
                if (text != null && TIME.matcher(text).matches()) {
                    return LocalTime.parse(text);
                }
            } catch (DateTimeException e) {
                // Refused below, like what has not even the form.
            }
            fields.refuse(field, text, "a time of day like 22:00");
            return null;
        }

        private @Nullable ZoneId zone(RequestFields fields) {
            try {
                if (timeZone != null) {
                    return ZoneId.of(timeZone);
                }
            } catch (DateTimeException e) {
                // Refused below, like none at all.
            }
            fields.refuse("quiet_hours.time_zone", timeZone, "a time zone like Asia/Kolkata");
            return null;
        }
    }

    /** When the hours end that a time is in; empty when it is in none. */
    public Optional<Instant> endAt(Instant time) {
        ZonedDateTime local = time.atZone(timeZone);
        LocalTime clock = local.toLocalTime();
        boolean isOverMidnight = !until.isAfter(from);
        boolean isQuiet =
                isOverMidnight
                        ? !clock.isBefore(from) || clock.isBefore(until)
                        : !clock.isBefore(from) && clock.isBefore(until);
        if (!isQuiet) {
            return Optional.empty();
        }
        var date = local.toLocalDate();
        Instant end =
                ZonedDateTime.of(clock.isBefore(until) ? date : date.plusDays(1), until, timeZone)
                        .toInstant();
        // Where clocks go back, that hour may be past already: the hours end when it comes again.
        return Optional.of(
                end.isAfter(time)
                        ? end
                        : ZonedDateTime.of(date, until, timeZone)
                                .withLaterOffsetAtOverlap()
                                .toInstant());
    }
}
