package com.evaratech.gateway.signin;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.ReopenedConnection;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;

/**
 * Puts what happened at the door on the bus, from where node-service writes it into its audit. No
 * sign-in waits for it. While the bus is away, events wait in memory, and are lost only with this
 * process or past a number that no operator's people reach.
 */
@Singleton
class SignInAudit {

    private static final Logger LOG = Logger.getLogger(SignInAudit.class);

    // 10,000: with twenty tries a minute, what 500 addresses try in that time.
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BlockingQueue<SignInEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Counter lost;
    private final Loop loop;

    SignInAudit(Bus bus, MeterRegistry registry) {
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

    private final class Telling implements Round {

        private final ReopenedConnection connection;
        // Taken from the queue and not on the bus yet, as far as is known.
        private final List<SignInEvent> untold = new ArrayList<>();

        Telling(Bus bus) {
            this.connection = new ReopenedConnection(bus::connect);
        }

        @Override
        public Duration run() {
            if (untold.isEmpty()) {
                var _ = waiting.drainTo(untold, BATCH);
            }
            if (untold.isEmpty()) {
                return PAUSE;
            }
            SignInStream.append(connection.current(), untold);
            untold.clear();
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
                int left = untold.size() + waiting.size();
                if (left > 0) {
                    lost.increment(left);
                    LOG.errorf("Sign-ins are not audited, the bus is away count=%d", left);
                }
            }
        }
    }
}
