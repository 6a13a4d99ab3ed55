package com.evaratech.alert.publish;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Takes the outbox to the stream of alert events, from the service's start to its end. */
@Singleton
public class AlertRelay {

    private final OutboxRelay relay;

    AlertRelay(
            DataSource database,
            Bus bus,
            PublishMetrics told,
            MeterRegistry metrics,
            Tracer tracer,
            InstantSource clock) {
        var target = new AlertStreamTarget(bus, told, clock);
        this.relay = new OutboxRelay(database, AlertOutbox.SCHEMA, target, metrics, tracer, clock);
    }

    void start(@Observes StartupEvent event) {
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        relay.stop();
    }

    /** Publishes soon what was committed; many calls at once make one publication. */
    public void soon() {
        relay.soon();
    }
}
