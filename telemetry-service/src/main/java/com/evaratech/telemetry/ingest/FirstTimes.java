package com.evaratech.telemetry.ingest;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusRefusal;
import com.evaratech.common.bus.BusUnavailable;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.idempotency.Fingerprint;
import com.evaratech.common.idempotency.IdempotencyKeyReused;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Protocol;

/**
 * Remembers on the bus when a reading with an idempotency key came for the first time, and what it
 * said. A reading without a time of its own gets that time, so that sending it again makes the same
 * reading.
 */
@Singleton
class FirstTimes {

    private static final String MEMORY = "The memory of idempotency keys";

    // Longer than any device goes on trying.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    // A device that waits longer sends again; nobody stands in line behind a bus that is away.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private final ReentrantLock turn = new ReentrantLock();
    private final ReopenedConnection connection;

    FirstTimes(Bus bus) {
        this.connection = new ReopenedConnection(() -> bus.connect(LONGEST_ANSWER));
    }

    /**
     * The time of the first reading with this key.
     *
     * @param device id of the device key, whose idempotency keys are its own
     * @param content what the reading says
     * @param now the time if this is the first
     * @throws IdempotencyKeyReused when the first one said something else
     * @throws DependencyUnavailable when the bus cannot be asked
     */
    Instant of(String device, String idempotencyKey, String content, Instant now) {
        var mine = new First(now.toEpochMilli(), Fingerprint.of(content));
        First first = remember(device, idempotencyKey, mine);
        if (!first.content().equals(mine.content())) {
            throw new IdempotencyKeyReused(idempotencyKey);
        }
        return Instant.ofEpochMilli(first.millis());
    }

    private First remember(String device, String idempotencyKey, First mine) {
        Command ask =
                Command.of(Protocol.Command.SET)
                        .arg(
                                "evara:{idempotency}:reading:%s:%s"
                                        .formatted(device, Fingerprint.of(idempotencyKey)))
                        .arg(mine.text())
                        .arg("NX")
                        .arg("GET")
                        .arg("EX")
                        .arg(REMEMBERED.toSeconds());
        try {
            Reply first = call(ask);
            return first.isNil() ? mine : First.of(first.text());
        } catch (BusUnavailable | BusRefusal e) {
            throw new DependencyUnavailable(MEMORY);
        }
    }

    private Reply call(Command ask) {
        try {
            if (!turn.tryLock(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DependencyUnavailable(MEMORY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DependencyUnavailable(MEMORY);
        }
        try {
            return connection.current().call(ask);
        } finally {
            turn.unlock();
        }
    }

    @PreDestroy
    void close() {
        turn.lock();
        try {
            connection.close();
        } finally {
            turn.unlock();
        }
    }

    /** When a reading came first, and the hash of what it said. */
    private record First(long millis, String content) {

        static First of(String text) {
            String[] parts = text.split(" ", 2);
            return new First(Long.parseLong(parts[0]), parts[1]);
        }

        String text() {
            return millis + " " + content;
        }
    }
}
