package com.evaratech.common.reading;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.stream.StreamConnection;
import com.evaratech.common.stream.StreamDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.Protocol;

/**
 * Publishes {@link Watermark watermarks} of one source to every partition, once a second while the
 * source works. Of all replicas, whoever is first in a second sends them, so that their number does
 * not grow with the replicas; another one goes on when it dies.
 */
public final class Heartbeats implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    // A little less than a second: whoever sent the last ones may send the next in time.
    private static final Duration CLAIM = Duration.ofMillis(900);

    private final ReadingsPublisher publisher;
    private final Source source;
    private final BooleanSupplier works;
    private final InstantSource clock;
    private final StreamConnection claims;
    private final String claim;
    private final Loop loop;

    private Heartbeats(
            Bus bus,
            StreamDefinition readings,
            ReadingsPublisher publisher,
            Source source,
            BooleanSupplier works,
            InstantSource clock) {
        this.publisher = publisher;
        this.source = source;
        this.works = works;
        this.clock = clock;
        this.claims = new StreamConnection(bus, readings);
        this.claim = "evara:{%s}:beat:%s".formatted(readings.name(), source.code());
        this.loop =
                new Loop(
                        "heartbeats-" + source.code(),
                        new Round() {
                            @Override
                            public Duration run() throws InterruptedException {
                                return beat();
                            }

                            @Override
                            public void end() {
                                claims.close();
                            }
                        });
    }

    /**
     * Starts them.
     *
     * @param works whether the source's readings can be accepted now; asked once a second
     */
    static Heartbeats start(
            Bus bus,
            StreamDefinition readings,
            ReadingsPublisher publisher,
            Source source,
            BooleanSupplier works,
            InstantSource clock) {
        var heartbeats = new Heartbeats(bus, readings, publisher, source, works, clock);
        heartbeats.loop.start();
        return heartbeats;
    }

    /** Ends them, within a second. */
    @Override
    public void close() {
        loop.stop();
    }

    private Duration beat() throws InterruptedException {
        if (works.getAsBoolean() && isMine()) {
            try {
                // Refused ones are not sent again: as long as nothing is accepted, there are none.
                publisher.publish(new Watermark(source, clock.instant())).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never an exception", e);
            }
        }
        return EVERY;
    }

    private boolean isMine() {
        Command set =
                Command.of(Protocol.Command.SET)
                        .arg(claim)
                        .arg("")
                        .arg("NX")
                        .arg("PX")
                        .arg(CLAIM.toMillis());
        return !claims.current().call(set).isNil();
    }
}
