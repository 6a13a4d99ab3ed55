package com.evaratech.alert.deletion;

import com.evaratech.common.forget.Removals;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Exports and removes what is kept of deleted nodes, from the service's start to its end. */
@Singleton
public class NodeRemovals {

    private final Removals removals;

    NodeRemovals(DataSource database, MeterRegistry metrics) {
        this.removals = new Removals("alerting", database, new NodeAlertsData(), metrics);
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
