package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final int DAY_MINUTES = 1_440;

    @ParameterizedTest
    @CsvSource({
        // Over midnight, in India.
        "22:00,06:00,Asia/Kolkata,2026-05-01T16:29:59Z,",
        "22:00,06:00,Asia/Kolkata,2026-05-01T16:30:00Z,2026-05-02T00:30:00Z",
        "22:00,06:00,Asia/Kolkata,2026-05-02T00:29:59Z,2026-05-02T00:30:00Z",
        "22:00,06:00,Asia/Kolkata,2026-05-02T00:30:00Z,",
        "12:00,14:00,UTC,2026-05-01T13:00:00Z,2026-05-01T14:00:00Z",
        "12:00,14:00,UTC,2026-05-01T14:00:00Z,",
        // Clocks go forward over the end, and back over it.
        "22:00,02:30,Europe/Berlin,2026-03-29T00:00:00Z,2026-03-29T01:30:00Z",
        "22:00,02:30,Europe/Berlin,2026-10-25T00:00:00Z,2026-10-25T00:30:00Z",
        "22:00,02:30,Europe/Berlin,2026-10-25T01:15:00Z,2026-10-25T01:30:00Z"
    })
    void shouldEndAtItsTimeOfDay(
            LocalTime from, LocalTime until, String zone, Instant now, @Nullable Instant end) {
        var hours = new QuietHours(from, until, ZoneId.of(zone), false);
        if (end == null) {
            assertThat(hours.endAt(now)).isEmpty();
        } else {
            assertThat(hours.endAt(now)).contains(end);
        }
    }

    @Property(tries = 300)
    void shouldEndWithinADayAndNotBeQuietThen(
            @ForAll @IntRange(min = 0, max = DAY_MINUTES - 1) int from,
            @ForAll @IntRange(min = 1, max = DAY_MINUTES - 1) int length,
            @ForAll @IntRange(min = 0, max = 365 * DAY_MINUTES) int minute) {
        LocalTime begin = LocalTime.MIDNIGHT.plusMinutes(from);
        var hours =
                new QuietHours(begin, begin.plusMinutes(length), ZoneId.of("Europe/Berlin"), false);
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);

        hours.endAt(now)
                .ifPresent(end -> {
                    assertThat(end)
                            .isAfter(now)
                            .isBeforeOrEqualTo(now.plusSeconds(60L * (DAY_MINUTES + 60)));
                    // An hour that comes twice may be quiet twice.
                    assertThat(
                                    hours.endAt(end)
                                            .filter(again -> again.isAfter(end.plusSeconds(3_600))))
                            .isEmpty();
                });
    }
}
