package com.evaratech.bench.drill;

import com.evaratech.bench.host.Pause;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.StreamPublisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readings that are accepted without a pause, whatever becomes of PostgreSQL, and what was
 * accepted: a value for each number, which tells node and time.
 */
final class Readings implements AutoCloseable {

    private static final int NODES = 500;
    private static final int BURST = 10;
    private static final int VALUES = 3_000;
    private static final double TENTHS = 10;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final StreamPublisher publisher;
    private final InstantSource clock;
    private final Map<Long, Double> accepted = new ConcurrentHashMap<>();
    private final AtomicLong handed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private volatile boolean flows = true;
    private volatile boolean ended;

    private Readings(StreamPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("readings").unstarted(this::run);
    }

    /** From now on a thousand a second. */
    static Readings flow(StreamPublisher publisher, InstantSource clock) {
        var readings = new Readings(publisher, clock);
        readings.thread.start();
        return readings;
    }

    private void run() {
        try {
            while (!ended) {
                for (int i = 0; flows && i < BURST; i++) {
                    publish(handed.getAndIncrement());
                }
                Pause.of(BETWEEN_BURSTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(long number) {
        double level = number * 7 % VALUES / TENTHS;
        var reading =
                Reading.of(BEGIN.plusSeconds(number / NODES), Map.of(Metric.WATER_LEVEL_CM, level));
        var batch =
                new NodeReadings(
                        1 + number % NODES,
                        Kind.TANK,
                        Source.HTTP,
                        clock.instant(),
                        List.of(reading));
        var _ =
                publisher
                        .publish(ReadingsCodec.encode(batch, null))
                        .thenAccept(answer -> {
                            if (answer instanceof Acceptance.Accepted) {
                                accepted.put(number, level);
                            } else {
                                refused.incrementAndGet();
                            }
                        });
    }

    /** How many were accepted so far. */
    long accepted() {
        return accepted.size();
    }

    /** Ends the flow until it goes on; returns when every reading has its answer. */
    void pause() throws InterruptedException {
        flows = false;
        Pause.of(BETWEEN_BURSTS.multipliedBy(2));
        if (!Pause.until(LONGEST_ANSWER, () -> accepted.size() + refused.get() == handed.get())) {
            throw new IllegalStateException("the publisher leaves readings without an answer");
        }
    }

    /** From now on a thousand a second again. */
    void goOn() {
        flows = true;
    }

    /** Rows that are not as accepted: missing, of another value, of nobody. */
    long wrong(Connection database) throws SQLException {
        long right = 0;
        long others = 0;
        try (var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select node_number, extract(epoch from recorded_at)::bigint, level_cm
                                from drill.reading
                                """)) {
            while (rows.next()) {
                long second = rows.getLong(2) - BEGIN.getEpochSecond();
                Double level = accepted.get(second * NODES + rows.getLong(1) - 1);
                if (level != null && level == rows.getDouble(3)) {
                    right++;
                } else {
                    others++;
                }
            }
        }
        return accepted.size() - right + others;
    }

    @Override
    public void close() {
        ended = true;
        publisher.close();
    }
}
