package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.reading.Knock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    // The clock of a JVM begins anywhere, and may pass the largest number.
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 1_000_000, -1})
    void shouldBeOpenForAWhileAfterEachKnock(long begin) {
        var nanos = new AtomicLong(begin);
        var door = new Door(nanos::get);
        assertThat(door.isOpen()).isFalse();

        door.hear();
        pass(nanos, Knock.COUNTS_FOR.minus(MOMENT));
        assertThat(door.isOpen()).isTrue();

        door.hear();
        pass(nanos, Knock.COUNTS_FOR.minus(MOMENT));
        assertThat(door.isOpen()).isTrue();

        pass(nanos, MOMENT);
        assertThat(door.isOpen()).isFalse();
        pass(nanos, Duration.ofDays(30));
        assertThat(door.isOpen()).isFalse();
    }

    private static void pass(AtomicLong nanos, Duration time) {
        var _ = nanos.addAndGet(time.toNanos());
    }
}
