package com.evaratech.gateway.limit;

/**
 * How fast a bucket fills again: the generic cell rate algorithm, in which a bucket is one number,
 * the time it owes. Each request adds an interval to it, time takes it off, and a request whose
 * interval would make it more than the tolerance is refused. So as many requests as a minute allows
 * may come at once, and then as many as become free.
 *
 * @param perMinute requests in a minute, 1 to 1,000,000
 */
public record Quota(int perMinute) {

    /** What is counted over, in seconds. */
    static final int WINDOW_SECONDS = 60;

    private static final int MOST = 1_000_000;
    private static final long MICROS = 1_000_000;

    public Quota {
        if (perMinute < 1 || perMinute > MOST) {
            throw new IllegalArgumentException("requests a minute: " + perMinute);
        }
    }

    /** What one request costs, in microseconds. */
    long intervalMicros() {
        return WINDOW_SECONDS * MICROS / perMinute;
    }

    /** The most that a bucket may owe, in microseconds. */
    long toleranceMicros() {
        return intervalMicros() * perMinute;
    }

    /** Whether a bucket that owes so much has room for a request. */
    boolean admits(long owedMicros) {
        return owedMicros + intervalMicros() <= toleranceMicros();
    }

    /** Requests that a bucket has room for. */
    long remaining(long owedMicros) {
        return Math.max(0, toleranceMicros() - owedMicros) / intervalMicros();
    }

    /** Whole seconds until a bucket has room for a request; 0 when it has. */
    long secondsUntilAdmitted(long owedMicros) {
        return seconds(owedMicros + intervalMicros() - toleranceMicros());
    }

    /** Whole seconds until a bucket owes nothing. */
    long secondsUntilFull(long owedMicros) {
        return seconds(owedMicros);
    }

    private static long seconds(long micros) {
        return Math.ceilDiv(Math.max(0, micros), MICROS);
    }
}
