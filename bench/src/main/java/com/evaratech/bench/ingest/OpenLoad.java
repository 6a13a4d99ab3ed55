package com.evaratech.bench.ingest;

import com.evaratech.bench.fleet.Usage;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.site.Crowd;
import com.evaratech.bench.site.Door;
import com.evaratech.bench.site.LiveListener;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Readings that come at their own pace, one every millisecond, whatever becomes of them. All times
 * count from the instant at which a reading was due, not from when a sender found time for it: a
 * standstill is seen in every reading that it holds up.
 */
final class OpenLoad {

    private static final int PER_SECOND = 1_000;
    private static final int CONNECTIONS = 100;
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    // Fewer readings than this were due before a first look at the schedule.
    private static final Duration LEAD = Duration.ofMillis(200);

    private static final String READING = "{\"type\":\"reading\"";

    private static final String COMMITTED =
            """
            select recorded_at, pg_xact_commit_timestamp(xmin) from telemetry.telemetry_tank
            where recorded_at between ? and ?
            """;

    private final Course course;
    private final LiveListener listener;
    private final InstantSource clock;

    OpenLoad(Course course, LiveListener listener, InstantSource clock) {
        this.course = course;
        this.listener = listener;
        this.clock = clock;
    }

    /** Sends for a time and waits until everything is stored and has arrived. */
    Latencies run(Duration time) throws IOException, SQLException, InterruptedException {
        int count = Math.toIntExact(time.toSeconds() * PER_SECOND);
        // Readings are due on whole milliseconds, by which they are known again.
        Instant first = clock.instant().plus(LEAD).truncatedTo(ChronoUnit.MILLIS);
        var latencies = new Latencies(first, count);
        long due = System.nanoTime() + nanos(clock.instant(), first);
        long before = course.progress().stored();
        listener.listen((message, nanos) -> hear(message, nanos, latencies, due));
        Usage used = course.usage();
        var crowd = new Crowd(course.fleet().port(), CONNECTIONS);
        long accepted = crowd.send((door, place) -> send(door, place, latencies, due));
        course.progress().awaitStored(before + accepted);
        if (!Pause.until(ARRIVAL, latencies::haveAllArrived)) {
            throw new IllegalStateException(
                    "%d readings of %d did not come by WebSocket"
                            .formatted(latencies.missing(), count));
        }
        latencies.used(course.usage().secondsSince(used));
        readCommits(latencies);
        return latencies;
    }

    private static void hear(String message, long nanos, Latencies latencies, long due) {
        if (message.startsWith(READING)) {
            Instant recorded = Instant.parse(LiveListener.field(message, "recorded_at"));
            int number = latencies.numberOf(recorded);
            latencies.arrived(number, nanos - due - TimeUnit.MILLISECONDS.toNanos(number));
        }
    }

    private long send(Door door, int place, Latencies latencies, long due)
            throws IOException, InterruptedException {
        var tanks = course.tanks();
        long accepted = 0;
        for (int number = place; number < latencies.count(); number += CONNECTIONS) {
            Tank tank = tanks.get(number % tanks.size());
            byte[] request = tank.request(number, 1, latencies.dueAt(number), 0);
            long moment = due + TimeUnit.MILLISECONDS.toNanos(number);
            for (long left = moment - System.nanoTime(); left > 0; ) {
                LockSupport.parkNanos(left);
                left = moment - System.nanoTime();
            }
            // Told to come again, it is late: the time goes on.
            int _ = door.deliver(request);
            latencies.answered(number, System.nanoTime() - moment);
            accepted++;
        }
        return accepted;
    }

    /** When each was committed is what PostgreSQL says, by the same machine's clock. */
    private void readCommits(Latencies latencies) throws SQLException {
        try (Connection admin = course.servers().connect();
                var statement = admin.prepareStatement(COMMITTED)) {
            statement.setObject(1, latencies.dueAt(0).atOffset(ZoneOffset.UTC));
            statement.setObject(2, latencies.dueAt(latencies.count()).atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant recorded = rows.getObject(1, OffsetDateTime.class).toInstant();
                    Instant stored = rows.getObject(2, OffsetDateTime.class).toInstant();
                    latencies.stored(latencies.numberOf(recorded), nanos(recorded, stored));
                }
            }
        }
    }

    private static long nanos(Instant from, Instant to) {
        return Duration.between(from, to).toNanos();
    }
}
