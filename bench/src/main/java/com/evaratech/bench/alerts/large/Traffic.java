package com.evaratech.bench.alerts.large;

import com.evaratech.bench.host.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Nodes of a fleet that report once a minute each, whatever becomes of those who judge. */
final class Traffic implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int MINUTE_TICKS = 600;

    private final List<Integer> nodes;
    private final Readings readings;
    private final InstantSource clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> running;
    private volatile boolean isOver;

    /**
     * Begins.
     *
     * @param nodes of a fleet
     * @param but those that report something else
     */
    Traffic(List<Integer> nodes, List<Integer> but, Readings readings, InstantSource clock) {
        this.nodes = new ArrayList<>(nodes);
        boolean _ = this.nodes.removeAll(Set.copyOf(but));
        this.readings = readings;
        this.clock = clock;
        this.running = thread.submit(this::report);
    }

    private Object report() throws InterruptedException {
        long begun = System.nanoTime();
        int tick = 0;
        for (; !isOver; tick++) {
            long due = begun + tick * TICK.toNanos();
            Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            int place = tick % MINUTE_TICKS;
            readings.send(
                    nodes.subList(from(place), from(place + 1)),
                    Readings.USUAL_CM,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        return tick;
    }

    private int from(int place) {
        return (int) ((long) nodes.size() * place / MINUTE_TICKS);
    }

    /**
     * Ends.
     *
     * @throws IllegalStateException when it had ended before, since a reading was not accepted
     */
    @Override
    public void close() {
        isOver = true;
        try {
            Object _ = running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the nodes could not report", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.close();
        }
    }
}
