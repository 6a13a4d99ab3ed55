package com.evaratech.bench.poll;

import com.evaratech.bench.host.Pause;
import com.evaratech.local.thingspeak.StandIn;
import java.time.Duration;
import java.time.InstantSource;

/** Devices that send a row each in turn, evenly over their interval. */
final class Devices implements AutoCloseable {

    private final StandIn standIn;
    private final int count;
    private final Duration interval;
    private final InstantSource clock = InstantSource.system();
    private final Thread thread = new Thread(this::send, "devices");

    Devices(StandIn standIn, int count, Duration interval) {
        this.standIn = standIn;
        this.count = count;
        this.interval = interval;
    }

    void start() {
        thread.start();
    }

    private void send() {
        long begun = System.nanoTime();
        try {
            for (long sent = 0; ; sent++) {
                long due = begun + sent * interval.toNanos() / count;
                Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                Channels.addRow(standIn, (int) (sent % count) + 1, clock.instant());
            }
        } catch (InterruptedException e) {
            // That is how it ends.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
