package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.Progress;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.OnTheBus;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.site.Crowd;
import com.evaratech.bench.site.Door;
import com.evaratech.bench.site.LiveListener;
import com.evaratech.bench.site.Tank;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Readings that come at their own pace, and what became of those that opened an alert: when it was
 * committed by PostgreSQL's own time, and when somebody who looks on was told. Each run ends, also
 * of a fleet that cannot keep up: what it was behind by then is part of what was seen.
 */
final class AlertLoad {

    private static final int CONNECTIONS = 100;
    private static final Duration LEAD = Duration.ofMillis(200);

    // Devices that are late go on for so long; then what they did not send is left.
    private static final Duration LATEST = Duration.ofSeconds(15);

    // And everything may take so long to be stored, judged and told.
    private static final Duration CATCH_UP = Duration.ofSeconds(45);

    private final BenchServers servers;
    private final Fleet fleet;
    private final List<Tank> tanks;
    private final LiveListener listener;
    private final OpenedAlerts alerts;
    private final Progress progress;
    private final ExpectedAlerts expected;
    private final InstantSource clock = InstantSource.system();

    AlertLoad(
            BenchServers servers,
            Fleet fleet,
            List<Tank> tanks,
            LiveListener listener,
            OpenedAlerts alerts,
            Progress progress,
            ExpectedAlerts expected) {
        this.servers = servers;
        this.fleet = fleet;
        this.tanks = tanks;
        this.listener = listener;
        this.alerts = alerts;
        this.progress = progress;
        this.expected = expected;
    }

    /** Sends for a time, and waits for a while until every alert was told. */
    SeenAlerts run(Duration time) throws IOException, SQLException, InterruptedException {
        alerts.forget();
        long before = progress.stored();
        Instant first = clock.instant().plus(LEAD).truncatedTo(ChronoUnit.MILLIS);
        long due = System.nanoTime() + Duration.between(clock.instant(), first).toNanos();
        var requests = new Requests(first, time);
        var heard = new HeardAlerts(requests.oldest(), first, due);
        listener.listen(heard::take);
        long end = due + time.plus(LATEST).toNanos();
        var _ =
                new Crowd(fleet.port(), CONNECTIONS)
                        .send((door, place) -> send(door, place, requests, due, end));
        List<ExpectedAlerts.Opening> openings = expected.of(requests);
        long over = due + time.toNanos();
        boolean isDone = isDone(before + requests.readings(), openings.size(), heard);
        double behind = (System.nanoTime() - over) / (double) TimeUnit.SECONDS.toNanos(1);
        OnTheBus.each(servers, (id, readings) -> requests.entered(readings, id.millis()));
        return SeenAlerts.of(tanks, requests, openings, alerts.all(), heard, isDone, behind);
    }

    /** Waits until it is; whether it was in time. */
    private boolean isDone(long stored, int openings, HeardAlerts heard)
            throws InterruptedException {
        long end = System.nanoTime() + CATCH_UP.toNanos();
        return progress.isStored(stored, left(end))
                && progress.isJudged(left(end))
                && Pause.until(
                        left(end),
                        () -> {
                            listener.check();
                            return heard.count() >= openings;
                        });
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private long send(Door door, int place, Requests requests, long due, long end)
            throws IOException, InterruptedException {
        long sent = 0;
        for (int number = place; number < requests.count(); number += CONNECTIONS) {
            byte[] request = requests.request(number, tanks.get(Requests.tank(number)));
            long moment = due + TimeUnit.MILLISECONDS.toNanos(Requests.dueMillis(number));
            for (long left = moment - System.nanoTime(); left > 0; ) {
                LockSupport.parkNanos(left);
                left = moment - System.nanoTime();
            }
            listener.check();
            if (System.nanoTime() - end > 0) {
                return sent;
            }
            // Told to come again, it is late: the time goes on.
            int _ = door.deliver(request);
            requests.answered(number, System.nanoTime() - due);
            sent += Requests.READINGS;
        }
        return sent;
    }
}
