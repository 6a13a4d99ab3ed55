package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.site.Tank;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Requests by number, tank after tank, each due at its time, and when each was accepted. A device
 * sends ten readings at once, the newest of them measured when the request is due. Answers are
 * noted by several threads, each number by one of them; the rest when all are done.
 */
final class Requests {

    /** How many readings a request has. */
    static final int READINGS = 10;

    private static final int STEP_MILLIS = 2;
    private static final int TANKS = 100;
    private static final int BETWEEN_READINGS_MILLIS = TANKS * STEP_MILLIS / READINGS;
    // So far goes the wave of a tank from one request to the next: an alert in each six seconds.
    private static final long WAVE_STEP = 40;
    private static final long NOT_YET = -1;

    private final Instant first;
    private final long[] answered;
    private final long[] entered;

    /**
     * Requests of a time.
     *
     * @param first when the first is due
     */
    Requests(Instant first, Duration time) {
        this.first = first;
        this.answered = new long[Math.toIntExact(time.toMillis() / STEP_MILLIS)];
        this.entered = new long[answered.length];
        Arrays.fill(answered, NOT_YET);
        Arrays.fill(entered, NOT_YET);
    }

    int count() {
        return answered.length;
    }

    /** How many readings were accepted in all. */
    long readings() {
        return READINGS * Arrays.stream(answered).filter(nanos -> nanos != NOT_YET).count();
    }

    /** When the last was accepted, in nanoseconds after the first was due. */
    long lastAnswer() {
        return Arrays.stream(answered).max().orElse(NOT_YET);
    }

    /** When the oldest of all readings was measured. */
    Instant oldest() {
        return first.minusMillis((READINGS - 1L) * BETWEEN_READINGS_MILLIS);
    }

    /** The place of the tank that sends it. */
    static int tank(int number) {
        return number % TANKS;
    }

    /** From the first to when this one is due. */
    static long dueMillis(int number) {
        return (long) number * STEP_MILLIS;
    }

    byte[] request(int number, Tank tank) {
        return tank.request(
                number / TANKS * WAVE_STEP, READINGS, oldestOf(number), BETWEEN_READINGS_MILLIS);
    }

    /** What it says, as it is judged. */
    List<Reading> readings(int number, Tank tank) {
        return tank.readings(
                number / TANKS * WAVE_STEP, READINGS, oldestOf(number), BETWEEN_READINGS_MILLIS);
    }

    private Instant oldestOf(int number) {
        long oldest = dueMillis(number) - (READINGS - 1L) * BETWEEN_READINGS_MILLIS;
        return first.plusMillis(oldest);
    }

    /** Notes that a device knows it accepted, in nanoseconds after the first was due. */
    void answered(int number, long nanos) {
        answered[number] = nanos;
    }

    /** Whether its device knows it accepted. */
    boolean isAnswered(int number) {
        return answered[number] != NOT_YET;
    }

    /** When its device knew, in nanoseconds after it was due. */
    long answeredBehindDue(int number) {
        return answered[number] - Duration.ofMillis(dueMillis(number)).toNanos();
    }

    /**
     * Notes when the bus took a request, if it is one of these: the newest reading says which.
     *
     * @param millis of the epoch, by the bus' clock
     */
    void entered(NodeReadings entry, long millis) {
        long newest = entry.readings().getLast().recordedAtMillis() - first.toEpochMilli();
        if (newest < 0 || newest / STEP_MILLIS >= entered.length) {
            return;
        }
        if (newest % STEP_MILLIS != 0 || entry.readings().size() != READINGS) {
            throw new IllegalArgumentException("an entry that is no request: " + entry);
        }
        int number = Math.toIntExact(newest / STEP_MILLIS);
        entered[number] = entered[number] == NOT_YET ? millis : Math.min(entered[number], millis);
    }

    /**
     * From the acceptance of the request that had a reading to an instant, in nanoseconds. What
     * counts is when the bus took it, up to a millisecond too early: a device knows of it later,
     * when an alert may have been opened already.
     *
     * @param tank the place of its tank
     * @param recorded when the reading was measured
     * @param at the instant
     * @throws IllegalArgumentException when none of them had it, or had it later
     */
    long behindAcceptance(int tank, Instant recorded, Instant at) {
        int number = numberOf(tank, recorded);
        if (number < 0 || number >= entered.length || entered[number] == NOT_YET) {
            throw new IllegalArgumentException(
                    "no request of tank %d had a reading of %s".formatted(tank, recorded));
        }
        Duration behind = Duration.between(Instant.ofEpochMilli(entered[number]), at);
        if (behind.isNegative()) {
            throw new IllegalArgumentException(
                    "what a reading did was known %s before it: the clock was set"
                            .formatted(behind.negated()));
        }
        return behind.toNanos();
    }

    /** The tank's first request that was due no earlier than the reading was measured. */
    private int numberOf(int tank, Instant recorded) {
        long millis = Duration.between(first, recorded).toMillis();
        long round = (long) TANKS * STEP_MILLIS;
        long turn = Math.ceilDiv(millis - dueMillis(tank), round);
        return Math.toIntExact(tank + turn * TANKS);
    }
}
