package com.evaratech.telemetry.ingest;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.BusUnavailable;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.problem.DependencyUnavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * Remembers on the bus when a request with an idempotency key came for the first time. A reading
 * without a time of its own gets that time, so that sending it again makes the same reading.
 */
@Singleton
class FirstTimes {

    // Longer than any device goes on trying.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Bus bus;
    private @Nullable BusConnection connection;

    FirstTimes(Bus bus) {
        this.bus = bus;
    }

    /**
     * The time of the first request with this key.
     *
     * @param device id of the device key, whose idempotency keys are its own
     * @param now the time if this is the first
     * @throws DependencyUnavailable when the bus cannot be asked
     */
    synchronized Instant of(String device, String idempotencyKey, Instant now) {
        Command ask =
                Command.of(Protocol.Command.SET)
                        .arg("evara:{idempotency}:%s:%s".formatted(device, hash(idempotencyKey)))
                        .arg(now.toEpochMilli())
                        .arg("NX")
                        .arg("GET")
                        .arg("EX")
                        .arg(REMEMBERED.toSeconds());
        try {
            Reply first = connection().call(ask);
            return first.isNil() ? now : Instant.ofEpochMilli(Long.parseLong(first.text()));
        } catch (BusUnavailable e) {
            throw new DependencyUnavailable("The memory of idempotency keys");
        }
    }

    private BusConnection connection() {
        BusConnection current = connection;
        if (current == null || !current.isOpen()) {
            current = bus.connect();
            connection = current;
        }
        return current;
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
