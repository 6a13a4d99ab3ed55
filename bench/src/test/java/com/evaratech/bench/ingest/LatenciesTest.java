package com.evaratech.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T06:00:00.250Z");

    @Test
    void shouldKnowReadingsByTheInstantAtWhichTheyWereDue() {
        var latencies = new Latencies(FIRST, 2_000);

        assertThat(latencies.numberOf(latencies.dueAt(1_234))).isEqualTo(1_234);
        assertThat(latencies.numberOf(FIRST.minusMillis(5))).isEqualTo(-5);
    }

    @Test
    void shouldTellTimesFromWhenReadingsWereDueAndBehindTheirAnswers() {
        var latencies = new Latencies(FIRST, 2);
        note(latencies, 0, 10, 30, 8);
        note(latencies, 1, 20, 30, 70);

        assertMillis(latencies.untilAnswered(), 10, 20);
        assertMillis(latencies.untilStored(), 30, 30);
        assertMillis(latencies.storedBehindAnswer(), 10, 20);
        assertMillis(latencies.untilArrived(), 8, 70);
        assertMillis(latencies.arrivedBehindAnswer(), 0, 50);
    }

    @Test
    void shouldCountEachArrivalOnceAndNoneOfOtherReadings() {
        var latencies = new Latencies(FIRST, 2);

        latencies.arrived(-1, 5);
        latencies.arrived(2, 5);
        latencies.arrived(1, 5);
        latencies.arrived(1, 9);

        assertThat(latencies.missing()).isOne();
        assertThat(latencies.haveAllArrived()).isFalse();
    }

    @Test
    void shouldRefuseToTellOfReadingsThatNobodySaw() {
        var latencies = new Latencies(FIRST, 2);
        note(latencies, 1, 1, 1, 1);

        assertThatThrownBy(latencies::untilStored).hasMessageContaining("number 0");
    }

    private static void note(
            Latencies latencies, int number, int answered, int stored, int arrived) {
        latencies.answered(number, TimeUnit.MILLISECONDS.toNanos(answered));
        latencies.stored(number, TimeUnit.MILLISECONDS.toNanos(stored));
        latencies.arrived(number, TimeUnit.MILLISECONDS.toNanos(arrived));
    }

    private static void assertMillis(Histogram micros, double least, double most) {
        assertThat(micros.getTotalCount()).isEqualTo(2);
        assertThat(micros.getMinValue() / 1e3).isCloseTo(least, within(0.1));
        assertThat(micros.getMaxValue() / 1e3).isCloseTo(most, within(0.1));
    }
}
