package com.evaratech.bench.ingest;

import com.evaratech.bench.fleet.Usage;
import com.evaratech.bench.site.Crowd;
import com.evaratech.bench.site.Door;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends as fast as it is taken, and waits until everything is stored and judged. */
final class Saturation {

    static final long STEP_MILLIS = 1_000;

    private final Course course;
    private final Crowd crowd;
    private final int batch;
    private final ReadingTimes times;
    private final long[] sent;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * What was seen.
     *
     * @param readings accepted, stored and judged
     * @param sendingSeconds until the last was accepted
     * @param storedSeconds until all were stored
     * @param seconds until all were judged, too
     * @param refusals answers that told a device to come again
     * @param cpuSeconds by process, from the first to the last
     */
    record Seen(
            long readings,
            double sendingSeconds,
            double storedSeconds,
            double seconds,
            int refusals,
            Map<String, Double> cpuSeconds) {

        double acceptedPerSecond() {
            return readings / sendingSeconds;
        }

        double storedPerSecond() {
            return readings / storedSeconds;
        }

        /** Through the whole path. */
        double perSecond() {
            return readings / seconds;
        }
    }

    /**
     * For one size of requests.
     *
     * @param course whose tanks send
     * @param batch readings of a request
     * @param connections requests on their way at a time
     * @param times when readings were taken
     */
    Saturation(Course course, int batch, int connections, ReadingTimes times) {
        this.course = course;
        this.crowd = new Crowd(course.fleet().port(), connections);
        this.batch = batch;
        this.times = times;
        this.sent = new long[course.tanks().size()];
    }

    /** Sends for a time; each tank goes on where it has stopped. */
    Seen run(Duration time) throws IOException, SQLException, InterruptedException {
        long before = course.progress().stored();
        Usage used = course.usage();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long accepted =
                crowd.send((door, place) -> send(door, crowd.share(course.tanks(), place), end));
        double sending = since(begun);
        course.progress().awaitStored(before + accepted);
        double stored = since(begun);
        course.progress().awaitJudged();
        double whole = since(begun);
        return new Seen(
                accepted,
                sending,
                stored,
                whole,
                refusals.getAndSet(0),
                course.usage().secondsSince(used));
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private long send(Door door, List<Tank> tanks, long end)
            throws IOException, InterruptedException {
        long accepted = 0;
        for (int turn = 0; System.nanoTime() - end < 0; turn++) {
            Tank tank = tanks.get(turn % tanks.size());
            long first = sent[tank.place()];
            Instant at = times.of(tank, first);
            int _ = refusals.addAndGet(door.deliver(tank.request(first, batch, at, STEP_MILLIS)));
            sent[tank.place()] = first + batch;
            accepted += batch;
        }
        return accepted;
    }
}
