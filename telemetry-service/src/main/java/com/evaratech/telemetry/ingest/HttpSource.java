package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.reading.Heartbeats;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Devices that send to us as a source of readings, towards consumers and operators: its heartbeats,
 * as long as readings can come, the same as a metric, and whether what comes can be accepted.
 * Without the directory every device is refused, and without a gateway none gets here; their nodes
 * are not silent for that.
 */
@Singleton
class HttpSource {

    static final String UP = "evara.ingestion.source.up";

    private final ReadingsPublisher publisher;
    private final Directory directory;
    private final Door door;
    private final InstantSource clock;
    private @Nullable Heartbeats heartbeats;

    HttpSource(
            ReadingsPublisher publisher,
            Directory directory,
            Door door,
            InstantSource clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.directory = directory;
        this.door = door;
        this.clock = clock;
        Gauge _ =
                Gauge.builder(UP, this, one -> one.works() ? 1 : 0)
                        .description("1 while readings of devices can come to this replica")
                        .register(meters);
    }

    void start(@Observes StartupEvent event) {
        heartbeats = publisher.startHeartbeats(Source.HTTP, this::works, clock);
    }

    private boolean works() {
        return directory.isFresh() && door.isOpen();
    }

    void stop(@Observes ShutdownEvent event) {
        if (heartbeats != null) {
            heartbeats.close();
        }
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck readiness() {
        return publisher.readiness();
    }
}
