package com.evaratech.bench.alerts.faults;

import com.evaratech.alert.evaluate.Trial;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.Operator;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tanks whose levels go up and down, a reading a second each, and which alerts that makes: known,
 * since each reading is judged here as well. On a thread of its own until {@link #end}.
 */
final class Waves implements AutoCloseable {

    /**
     * One kind of each memory: nothing besides the last reading, since when something holds, and
     * how it came to be so.
     */
    static final Map<String, Condition> RULES =
            new LinkedHashMap<>(
                    Map.of(
                            "High",
                            new Threshold(Metric.WATER_LEVEL_CM, Operator.GT, 240, 200.0, 0),
                            "Low",
                            new Threshold(Metric.WATER_LEVEL_CM, Operator.LT, 80, 100.0, 4),
                            "Rising",
                            new RateOfChange(
                                    Metric.WATER_LEVEL_CM, Operator.GT, 40_000, 10_000.0, 20, 2)));

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final double WAVE_STEPS = 5;
    private static final double MIDDLE_CM = 150;
    private static final double HEIGHT_CM = 110;

    private final int nodes;
    private final Instant begin;
    private final StreamPublisher publisher;
    private final Map<Key, Trial> trials = new HashMap<>();
    private final Map<Key, List<Life>> lives = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Integer> running;
    private volatile boolean isOver;

    /**
     * Begins.
     *
     * @param begin when the first reading of each was measured
     */
    Waves(BenchServers servers, int nodes, Instant begin) {
        this.nodes = nodes;
        this.begin = begin;
        this.publisher =
                StreamPublisher.start(
                        new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))),
                        ReadingsStream.of(16),
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry());
        this.running = thread.submit(this::sendAll);
    }

    private int sendAll() throws InterruptedException {
        long begun = System.nanoTime();
        int step = 0;
        for (; !isOver; step++) {
            long due = begun + step * STEP.toNanos();
            Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            send(step);
        }
        return step;
    }

    private void send(int step) {
        var answers = new ArrayList<CompletableFuture<Acceptance>>();
        for (int node = 1; node <= nodes; node++) {
            Reading reading = reading(node, step);
            var entry =
                    new NodeReadings(
                            node, Kind.TANK, Source.HTTP, reading.recordedAt(), List.of(reading));
            answers.add(publisher.publish(ReadingsCodec.encode(entry, null)));
            judge(node, reading);
        }
        for (var answer : answers) {
            if (!(answer.join() instanceof Acceptance.Accepted)) {
                throw new IllegalStateException("not accepted: " + answer.join());
            }
        }
    }

    private Reading reading(int node, int step) {
        double level = MIDDLE_CM + HEIGHT_CM * Math.sin(step / WAVE_STEPS + node);
        return Reading.of(
                begin.plus(STEP.multipliedBy(step)), Map.of(Metric.WATER_LEVEL_CM, level));
    }

    private void judge(int node, Reading reading) {
        RULES.forEach((rule, condition) -> {
            var key = new Key(node, rule);
            Trial trial = trials.computeIfAbsent(key, _ -> new Trial(condition, ZoneOffset.UTC));
            List<Life> known = lives.computeIfAbsent(key, _ -> new ArrayList<>());
            switch (trial.judge(reading)) {
                case OPENED -> known.add(new Life(reading.recordedAt(), null));
                case CLEARED ->
                        known.add(new Life(known.removeLast().begin(), reading.recordedAt()));
                case NONE -> {}
            }
        });
    }

    /**
     * Sends nothing more; which alerts all of it makes.
     *
     * @throws IllegalStateException when it had ended before, since a reading was not accepted
     */
    Map<Key, List<Life>> end() throws InterruptedException {
        isOver = true;
        try {
            int _ = running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the tanks could not send", e.getCause());
        }
        return lives;
    }

    @Override
    public void close() {
        isOver = true;
        thread.close();
        publisher.close();
    }
}
