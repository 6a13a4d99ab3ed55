package com.evaratech.bench.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongBinaryOperator;
import org.HdrHistogram.Histogram;

/**
 * What became of readings that were due one a millisecond, by number: when each was answered,
 * stored, and arrived by WebSocket, in nanoseconds after it was due. Written by several threads,
 * each number's field by one of them; read when all are done.
 */
final class Latencies {

    private static final int DIGITS = 3;
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final long NOT_YET = -1;

    private final Instant first;
    private final long[] answered;
    private final long[] stored;
    private final long[] arrived;
    private final AtomicInteger arrivals = new AtomicInteger();
    private Map<String, Double> cpuSeconds = Map.of();

    /**
     * Of so many readings.
     *
     * @param first when the first is due
     */
    Latencies(Instant first, int count) {
        this.first = first;
        this.answered = new long[count];
        this.stored = new long[count];
        this.arrived = new long[count];
        for (long[] times : new long[][] {answered, stored, arrived}) {
            Arrays.fill(times, NOT_YET);
        }
    }

    int count() {
        return answered.length;
    }

    /** When a reading is due, which is also its recorded instant. */
    Instant dueAt(int number) {
        return first.plusMillis(number);
    }

    /** The number of the reading that was recorded at an instant; may be out of range. */
    int numberOf(Instant recorded) {
        return (int) Duration.between(first, recorded).toMillis();
    }

    void answered(int number, long nanos) {
        answered[number] = nanos;
    }

    void stored(int number, long nanos) {
        stored[number] = nanos;
    }

    /** Notes an arrival, unless the number is none of these. */
    void arrived(int number, long nanos) {
        if (number >= 0 && number < arrived.length && arrived[number] == NOT_YET) {
            arrived[number] = nanos;
            int _ = arrivals.incrementAndGet();
        }
    }

    boolean haveAllArrived() {
        return arrivals.get() == arrived.length;
    }

    int missing() {
        return arrived.length - arrivals.get();
    }

    void used(Map<String, Double> seconds) {
        cpuSeconds = Collections.unmodifiableMap(seconds);
    }

    /** Processor time by process. */
    Map<String, Double> cpuSeconds() {
        return cpuSeconds;
    }

    /** From due to accepted. */
    Histogram untilAnswered() {
        return histogram((number, answer) -> answer);
    }

    /** From due to stored. */
    Histogram untilStored() {
        return histogram((number, answer) -> stored[(int) number]);
    }

    /** From accepted to stored; a reading may be stored before its device knows. */
    Histogram storedBehindAnswer() {
        return histogram((number, answer) -> Math.max(0, stored[(int) number] - answer));
    }

    /** From due to the client at the WebSocket. */
    Histogram untilArrived() {
        return histogram((number, answer) -> arrived[(int) number]);
    }

    /** From accepted to the client; a reading may arrive before its device knows. */
    Histogram arrivedBehindAnswer() {
        return histogram((number, answer) -> Math.max(0, arrived[(int) number] - answer));
    }

    private Histogram histogram(LongBinaryOperator nanos) {
        var histogram = new Histogram(HIGHEST_MICROS, DIGITS);
        for (int number = 0; number < answered.length; number++) {
            long value = nanos.applyAsLong(number, answered[number]);
            if (answered[number] == NOT_YET || value == NOT_YET) {
                throw new IllegalStateException("nobody saw reading number " + number);
            }
            long micros = TimeUnit.NANOSECONDS.toMicros(value);
            histogram.recordValue(Math.min(Math.max(0, micros), HIGHEST_MICROS));
        }
        return histogram;
    }
}
