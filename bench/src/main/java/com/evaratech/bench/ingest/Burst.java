package com.evaratech.bench.ingest;

import com.evaratech.bench.site.Crowd;
import com.evaratech.bench.site.Door;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at a pace, whatever becomes of it: each request is due at its moment, and one that comes
 * late follows as soon as the one before has its answer. A device that is told to come again does.
 */
final class Burst {

    private static final long STEP_MILLIS = 1_000;
    private static final double NANOS = 1e9;

    private final Course course;
    private final Crowd crowd;
    private final int batch;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * What was seen.
     *
     * @param due readings that were due, all of which were sent until they were accepted
     * @param stored of them
     * @param deliveredSeconds until the last was accepted
     * @param drainedSeconds until all were stored and judged
     * @param refusals answers that told a device to come again
     */
    record Seen(
            long due, long stored, double deliveredSeconds, double drainedSeconds, int refusals) {

        double lost() {
            return (double) (due - stored);
        }
    }

    /**
     * For one size of requests.
     *
     * @param batch readings of a request
     * @param connections requests on their way at a time, at most
     */
    Burst(Course course, int batch, int connections) {
        this.course = course;
        this.crowd = new Crowd(course.fleet().port(), connections);
        this.batch = batch;
    }

    /**
     * Sends for a time, and waits until all of it is worked off.
     *
     * @param begin instant of every tank's first reading
     */
    Seen run(Duration time, double readingsPerSecond, Instant begin)
            throws IOException, SQLException, InterruptedException {
        long before = course.progress().stored();
        long nanosApart = (long) (NANOS * batch * crowd.connections() / readingsPerSecond);
        long turns = time.toNanos() / nanosApart;
        long begun = System.nanoTime();
        long accepted =
                crowd.send((door, place) -> {
                    List<Tank> tanks = crowd.share(course.tanks(), place);
                    for (long turn = 0; turn < turns; turn++) {
                        awaitUntil(begun + turn * nanosApart);
                        send(door, tanks, turn, begin);
                    }
                    return turns * batch;
                });
        double delivered = (System.nanoTime() - begun) / NANOS;
        course.progress().awaitStored(before + accepted);
        long stored = course.progress().stored() - before;
        course.progress().awaitJudged();
        double drained = (System.nanoTime() - begun) / NANOS;
        return new Seen(accepted, stored, delivered, drained, refusals.getAndSet(0));
    }

    private void send(Door door, List<Tank> tanks, long turn, Instant begin)
            throws IOException, InterruptedException {
        Tank tank = tanks.get((int) (turn % tanks.size()));
        long first = turn / tanks.size() * batch;
        Instant at = begin.plusMillis(first * STEP_MILLIS);
        int _ = refusals.addAndGet(door.deliver(tank.request(first, batch, at, STEP_MILLIS)));
    }

    private static void awaitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime();
                left > 0;
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
