package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.fleet.OpenedAlerts;
import com.evaratech.bench.fleet.Progress;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Readings that come at their own pace, and what became of those that opened an alert: when it was
 * committed by PostgreSQL's own time, and when somebody who looks on was told.
 */
final class AlertLoad {

    private static final int CONNECTIONS = 100;
    private static final int DIGITS = 3;
    private static final Duration LEAD = Duration.ofMillis(200);
    private static final Duration ARRIVAL = Duration.ofSeconds(20);
    private static final String ALERT = "{\"type\":\"alert\"";
    private static final String OPENED = "\"event\":\"opened\"";

    private final Fleet fleet;
    private final List<Tank> tanks;
    private final LiveListener listener;
    private final OpenedAlerts alerts;
    private final Progress progress;
    private final InstantSource clock;
    private final Map<UUID, Integer> places = new HashMap<>();

    /** What was heard of an alert, in nanoseconds after the first request was due. */
    private record Heard(int tank, Instant openedAt, long nanos) {}

    /** Times in microseconds, of requests and of alerts. */
    record Seen(
            long readings,
            Histogram untilAccepted,
            Histogram untilCommitted,
            Histogram untilTold) {}

    AlertLoad(
            Fleet fleet,
            List<Tank> tanks,
            LiveListener listener,
            OpenedAlerts alerts,
            Progress progress,
            InstantSource clock) {
        this.fleet = fleet;
        this.tanks = tanks;
        this.listener = listener;
        this.alerts = alerts;
        this.progress = progress;
        this.clock = clock;
        tanks.forEach(tank -> places.put(UUID.fromString(tank.id()), tank.place()));
    }

    /** Sends for a time and waits until every alert was told. */
    Seen run(Duration time) throws IOException, SQLException, InterruptedException {
        alerts.forget();
        long before = progress.stored();
        Instant first = clock.instant().plus(LEAD).truncatedTo(ChronoUnit.MILLIS);
        long due = System.nanoTime() + Duration.between(clock.instant(), first).toNanos();
        var requests = new Requests(first, time);
        var heard = new ConcurrentLinkedQueue<Heard>();
        listener.listen((message, nanos) -> {
            if (message.startsWith(ALERT) && message.contains(OPENED)) {
                heard.add(
                        new Heard(
                                place(UUID.fromString(LiveListener.field(message, "node_id"))),
                                Instant.parse(LiveListener.field(message, "opened_at")),
                                nanos - due));
            }
        });
        long sent =
                new Crowd(fleet.port(), CONNECTIONS)
                        .send((door, place) -> send(door, place, requests, due));
        progress.awaitStored(before + sent);
        progress.awaitJudged();
        if (alerts.count() == 0) {
            throw new IllegalStateException("no alert was opened: nothing was measured");
        }
        if (!Pause.until(ARRIVAL, () -> heard.size() >= alerts.count())) {
            throw new IllegalStateException(
                    "%d of %d alerts were told".formatted(heard.size(), alerts.count()));
        }
        return seen(requests, List.copyOf(heard), first);
    }

    private long send(Door door, int place, Requests requests, long due)
            throws IOException, InterruptedException {
        long sent = 0;
        for (int number = place; number < requests.count(); number += CONNECTIONS) {
            byte[] request = requests.request(number, tanks.get(Requests.tank(number)));
            long moment = due + TimeUnit.MILLISECONDS.toNanos(Requests.dueMillis(number));
            for (long left = moment - System.nanoTime(); left > 0; ) {
                LockSupport.parkNanos(left);
                left = moment - System.nanoTime();
            }
            // Told to come again, it is late: the time goes on.
            int _ = door.deliver(request);
            requests.accepted(number, System.nanoTime() - due);
            sent += Requests.READINGS;
        }
        return sent;
    }

    private Seen seen(Requests requests, List<Heard> heard, Instant first) throws SQLException {
        var untilAccepted = new Histogram(DIGITS);
        for (int number = 0; number < requests.count(); number++) {
            record(untilAccepted, requests.acceptedBehindDue(number));
        }
        var untilCommitted = new Histogram(DIGITS);
        for (var alert : alerts.all()) {
            long committed = Duration.between(first, alert.committed()).toNanos();
            int tank = place(alert.nodeId());
            record(untilCommitted, requests.behindAcceptance(tank, alert.openedAt(), committed));
        }
        var untilTold = new Histogram(DIGITS);
        for (Heard one : heard) {
            record(untilTold, requests.behindAcceptance(one.tank(), one.openedAt(), one.nanos()));
        }
        return new Seen(requests.readings(), untilAccepted, untilCommitted, untilTold);
    }

    private static void record(Histogram micros, long nanos) {
        micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    private int place(UUID node) {
        return Objects.requireNonNull(places.get(node), "an alert of a node that is none of ours");
    }
}
