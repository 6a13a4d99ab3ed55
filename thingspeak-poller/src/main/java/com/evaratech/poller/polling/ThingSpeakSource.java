package com.evaratech.poller.polling;

import com.evaratech.common.reading.Heartbeats;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.reading.Source;
import com.evaratech.poller.thingspeak.ThingSpeakClient;
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
 * ThingSpeak as a source of readings, towards consumers and operators: its heartbeats, which stop
 * while ThingSpeak does not answer, and whether what it gives can be accepted.
 */
@Singleton
class ThingSpeakSource {

    private final ReadingsPublisher publisher;
    private final ThingSpeakClient thingSpeak;
    private final InstantSource clock;
    private @Nullable Heartbeats heartbeats;

    ThingSpeakSource(
            ReadingsPublisher publisher, ThingSpeakClient thingSpeak, InstantSource clock) {
        this.publisher = publisher;
        this.thingSpeak = thingSpeak;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        heartbeats = publisher.startHeartbeats(Source.THINGSPEAK, thingSpeak::isAnswering, clock);
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
