package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.site.Tank;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Requests by number, tank after tank, each due at its time, and when each was accepted. A device
 * sends ten readings at once, the newest of them measured when the request is due. Written by
 * several threads, each number by one of them; read when all are done.
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
    private final long[] accepted;

    /**
     * Requests of a time.
     *
     * @param first when the first is due
     */
    Requests(Instant first, Duration time) {
        this.first = first;
        this.accepted = new long[Math.toIntExact(time.toMillis() / STEP_MILLIS)];
        Arrays.fill(accepted, NOT_YET);
    }

    int count() {
        return accepted.length;
    }

    /** How many readings they have in all. */
    long readings() {
        return (long) READINGS * accepted.length;
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
        long oldest = dueMillis(number) - (READINGS - 1L) * BETWEEN_READINGS_MILLIS;
        return tank.request(
                number / TANKS * WAVE_STEP,
                READINGS,
                first.plusMillis(oldest),
                BETWEEN_READINGS_MILLIS);
    }

    /** Notes an acceptance, in nanoseconds after the first was due. */
    void accepted(int number, long nanos) {
        accepted[number] = nanos;
    }

    /** When it was accepted, in nanoseconds after it was due. */
    long acceptedBehindDue(int number) {
        return accepted[number] - Duration.ofMillis(dueMillis(number)).toNanos();
    }

    /**
     * From the acceptance of the request that had a reading to an instant, in nanoseconds; not
     * negative, since a reading may have its effect before its device knows.
     *
     * @param tank the place of its tank
     * @param recorded when the reading was measured
     * @param nanos the instant, after the first request was due
     * @throws IllegalArgumentException when none of them had it
     */
    long behindAcceptance(int tank, Instant recorded, long nanos) {
        int number = numberOf(tank, recorded);
        if (number < 0 || number >= accepted.length || accepted[number] == NOT_YET) {
            throw new IllegalArgumentException(
                    "no request of tank %d had a reading of %s".formatted(tank, recorded));
        }
        return Math.max(0, nanos - accepted[number]);
    }

    /** The tank's first request that was due no earlier than the reading was measured. */
    private int numberOf(int tank, Instant recorded) {
        long millis = Duration.between(first, recorded).toMillis();
        long round = (long) TANKS * STEP_MILLIS;
        long turn = Math.ceilDiv(millis - dueMillis(tank), round);
        return Math.toIntExact(tank + turn * TANKS);
    }
}
