package com.evaratech.poller.polling;

import com.evaratech.common.reading.Heartbeats;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.poller.source.PoliteSource;
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
 * The source as one thing, towards consumers and operators: its heartbeats, which stop while it
 * does not answer, the same as a metric, and whether what it gives can be accepted.
 */
@Singleton
class SourceState {

    private final ReadingsPublisher publisher;
    private final PoliteSource source;
    private final InstantSource clock;
    private @Nullable Heartbeats heartbeats;

    SourceState(
            ReadingsPublisher publisher,
            PoliteSource source,
            InstantSource clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.source = source;
        this.clock = clock;
        Gauge _ =
                Gauge.builder("evara.poll.source.up", source, one -> one.isAnswering() ? 1 : 0)
                        .description("1 while the source answers")
                        .tag("source", source.kind().code())
                        .register(meters);
    }

    void start(@Observes StartupEvent event) {
        heartbeats = publisher.startHeartbeats(source.kind(), source::isAnswering, clock);
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
