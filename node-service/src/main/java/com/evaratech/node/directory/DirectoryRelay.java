package com.evaratech.node.directory;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.follow.DirectoryKind;
import com.evaratech.common.directory.publish.DirectoryTarget;
import com.evaratech.common.outbox.OutboxRelay;
import com.evaratech.common.outbox.Overtaking;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Takes the registry's outbox to the directory, from the service's start to its end. */
@Singleton
class DirectoryRelay {

    private static final List<String> KINDS =
            DirectoryKinds.ALL.stream().<String>map(DirectoryKind::name).toList();

    // Whatever takes a right away, or may. That something new opens can wait for its node.
    private static final Overtaking REVOCATIONS =
            new Overtaking(
                    Set.of(DirectoryKinds.PROFILE.name()),
                    Set.of(DirectoryKinds.API_KEY.name(), DirectoryKinds.DEVICE_KEY.name()));

    private static final Logger LOG = Logger.getLogger(DirectoryRelay.class);

    // A look takes milliseconds, writing a large registry anew seconds.
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    // To publish takes some ten milliseconds, unless bus or database are away.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final OutboxRelay relay;

    DirectoryRelay(
            DataSource database,
            Bus bus,
            RegistrySnapshot registry,
            MeterRegistry metrics,
            Tracer tracer,
            InstantSource clock) {
        var target = new DirectoryTarget(bus, KINDS, registry, clock, REVOCATIONS);
        this.relay =
                new OutboxRelay(database, DirectoryOutbox.SCHEMA, target, metrics, tracer, clock);
    }

    /**
     * The port opens after this. A database that was restored to an earlier time would give node
     * numbers again that others know already, so the relay looks first, if what it needs is there;
     * if not, no request gets past the gate either.
     */
    void start(@Observes StartupEvent event) throws InterruptedException {
        relay.start();
        if (!relay.awaitFirstLook(LONGEST_LOOK)) {
            LOG.warn("Directory could not be looked at before the start, goes on without");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        relay.stop();
    }

    /** Publishes soon what was committed, for those who do not wait for it. */
    void soon() {
        relay.soon();
    }

    /**
     * Publishes soon what was committed; many calls at once make one publication.
     *
     * @return completes when that is done, and after half a second while bus or database are away
     */
    CompletableFuture<Void> published() {
        return relay.relayed()
                .completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
