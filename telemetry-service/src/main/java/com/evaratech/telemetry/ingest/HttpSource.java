package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.Directory;
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
 * heartbeats, as long as this service knows who sends, and whether what devices send can be
 * accepted. Without the directory every device is refused, whose nodes are not silent for that.
 */
@Singleton
class HttpSource {

    private final ReadingsPublisher publisher;
    private final Directory directory;
    private final InstantSource clock;
    private @Nullable Heartbeats heartbeats;

    HttpSource(ReadingsPublisher publisher, Directory directory, InstantSource clock) {
        this.publisher = publisher;
        this.directory = directory;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        heartbeats = publisher.startHeartbeats(Source.HTTP, directory::isFresh, clock);
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
