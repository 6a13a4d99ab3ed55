package com.evaratech.common.reading.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    private static final int TRIES = 20_000;
    private static final String SIGNS = "0123456789-:.TZtz+ ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T06:30:00Z",
                "2026-01-31T06:30:00.1Z",
                "2026-01-31T06:30:00.123Z",
                "2026-01-31T06:30:00.123456789Z",
                "2024-02-29T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "2026-01-31T06:30Z",
                "2026-01-31T12:00:00+05:30",
                "+12026-01-31T06:30:00Z",
                "2026-01-31t06:30:00z",
                "2026-01-31T06:30:00",
                "2026-01-31T06:30:00.Z",
                "2026-01-31T06:30:00.1234567890Z",
                "2026-02-29T06:30:00Z",
                "2026-13-01T06:30:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T06:60:00Z",
                "2026-01-31T06:30:60Z",
                "२०२६-01-31T06:30:00Z",
                "2026-01-31 06:30:00Z",
                "Z",
                ""
            })
    void shouldReadWhatThePlatformReadsAndNothingElse(String text) {
        assertThat(TimeText.parse(text)).isEqualTo(byPlatform(text));
    }

    @Test
    void shouldAgreeWithThePlatformOnTextsThatAreAlmostTimes() {
        var random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            long second = random.nextLong(-62_167_219_200L, 253_402_300_800L);
            var text =
                    new StringBuilder(
                            Instant.ofEpochSecond(second, random.nextInt(1_000_000_000))
                                    .toString());
            for (int change = random.nextInt(3); change > 0; change--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            assertThat(TimeText.parse(text.toString()))
                    .as(text.toString())
                    .isEqualTo(byPlatform(text.toString()));
        }
    }

    private static Optional<Instant> byPlatform(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
