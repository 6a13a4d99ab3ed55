package com.evaratech.common.gate;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Protocol;

/**
 * Notes when API keys were used, roughly: each process tells the bus Redis every quarter of a
 * minute, and what is told may be lost with Redis. No request waits for it.
 */
@Singleton
public class ApiKeyUses {

    /** The hash in Redis: id of the key → milliseconds since 1970. */
    public static final String REDIS_KEY = "evara:{keys}:used";

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Map<String, Long> usedAtMillis = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Loop loop;

    ApiKeyUses(Bus bus, InstantSource clock) {
        this.clock = clock;
        this.loop = new Loop("api key uses", new Telling(bus));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    void note(String keyId) {
        var _ = usedAtMillis.put(keyId, clock.millis());
    }

    private final class Telling implements Round {

        private final ReopenedConnection connection;

        Telling(Bus bus) {
            this.connection = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() {
            Map<String, Long> told = Map.copyOf(usedAtMillis);
            if (!told.isEmpty()) {
                Command set = Command.of(Protocol.Command.HSET).arg(REDIS_KEY);
                for (var each : told.entrySet()) {
                    var _ = set.arg(each.getKey()).arg(each.getValue());
                }
                var _ = connection.current().call(set).orThrow();
                // What was used again meanwhile is told in the next round.
                told.forEach(usedAtMillis::remove);
            }
            return INTERVAL;
        }

        @Override
        public void end() {
            connection.close();
        }
    }
}
