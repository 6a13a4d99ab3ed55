package com.evaratech.telemetry.ingest;

import com.evaratech.common.reading.Heartbeats;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
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
 * Devices that send by HTTP as a source of readings, towards consumers and operators: its
 * heartbeats, as long as this service runs, and whether what devices send can be accepted.
 */
@Singleton
class HttpSource {

    private final ReadingsPublisher publisher;
    private final InstantSource clock;
    private @Nullable Heartbeats heartbeats;

    HttpSource(ReadingsPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        heartbeats = publisher.startHeartbeats(Source.HTTP, () -> true, clock);
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
