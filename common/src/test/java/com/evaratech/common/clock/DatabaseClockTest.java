package com.evaratech.common.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.RepeatedTest;

class DatabaseClockTest {

    private final InstantSource clock = new DatabaseClock().clock();

    @RepeatedTest(20) // one instant in a thousand is even by chance
    void shouldTellNoMoreThanPostgresKeeps() {
        Instant now = clock.instant();

        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    }
}
