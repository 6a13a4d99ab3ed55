package com.evaratech.telemetry.deletion;

import com.evaratech.common.forget.Removals;
import com.evaratech.telemetry.aside.AsideDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Exports and removes the readings of deleted nodes, from the service's start to its end. */
@Singleton
public class NodeRemovals {

    private final Removals removals;

    NodeRemovals(AsideDatabase database, MeterRegistry metrics) {
        this.removals = new Removals("telemetry", database, new NodeReadingsData(), metrics);
    }

    void start(@Observes StartupEvent event) {
        removals.start();
    }

    void stop(@Observes ShutdownEvent event) {
        removals.stop();
    }

    /** Looks soon: a node was forgotten. */
    public void soon() {
        removals.soon();
    }
}
