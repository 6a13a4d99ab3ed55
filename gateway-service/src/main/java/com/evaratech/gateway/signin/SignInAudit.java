package com.evaratech.gateway.signin;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happened at the door on the bus, from where node-service writes it into its audit. No
 * sign-in waits for it. While the bus is away, events wait in memory, and are lost only with this
 * process or past a number that no operator's people reach.
 */
@Singleton
class SignInAudit {

    static final String WAITING = "evara.sign.ins.waiting";
    static final String AGE = "evara.sign.ins.age";

    private static final Logger LOG = Logger.getLogger(SignInAudit.class);

    // 10,000: with twenty tries a minute, what 500 addresses try in that time.
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // The first of them stay until they are on the bus, as far as is known.
    private final BlockingQueue<SignInEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final InstantSource clock;
    private final Counter lost;
    private final Loop loop;

    SignInAudit(Bus bus, MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        var _ =
                Gauge.builder(WAITING, waiting, BlockingQueue::size)
                        .description("Sign-ins that are not on the bus yet")
                        .strongReference(true)
                        .register(registry);
        var _ =
                Gauge.builder(AGE, this, SignInAudit::ageSeconds)
                        .description("How long ago the oldest of them happened")
                        .baseUnit("seconds")
                        .strongReference(true)
                        .register(registry);
        this.lost =
                Counter.builder("evara.sign.ins.not.audited")
                        .description("Sign-ins that no audit tells of")
                        .register(registry);
        this.loop = new Loop("sign-in audit", new Telling(bus));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Takes note of an event, on any thread. */
    void note(SignInEvent event) {
        if (waiting.offer(event)) {
            loop.soon();
        } else {
            lost.increment();
            LOG.errorf(
                    "Sign-in is not audited act=%s subject=%s requestId=%s",
                    event.act().code(), event.subject(), event.requestId());
        }
    }

    private double ageSeconds() {
        @Nullable SignInEvent oldest = waiting.peek();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest.at(), clock.instant()).toMillis() / 1_000.0);
    }

    private final class Telling implements Round {

        private final ReopenedConnection connection;

        Telling(Bus bus) {
            this.connection = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() {
            List<SignInEvent> first = waiting.stream().limit(BATCH).toList();
            if (first.isEmpty()) {
                return PAUSE;
            }
            SignInStream.append(connection.current(), first);
            // Nobody else takes any out: they are still the first.
            first.forEach(_ -> waiting.remove());
            return Duration.ZERO;
        }

        /** What came last, if the bus takes it at once. */
        @Override
        public void end() {
            try {
                while (run().isZero()) {
                    LOG.debugf("Sign-ins told at the end");
                }
            } finally {
                connection.close();
                int left = waiting.size();
                if (left > 0) {
                    lost.increment(left);
                    LOG.errorf("Sign-ins are not audited, the bus is away count=%d", left);
                }
            }
        }
    }
}
