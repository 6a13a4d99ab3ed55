package com.evaratech.alert.alerts;

import com.evaratech.alert.AlertException.AlertNotFound;
import com.evaratech.common.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Alerts for those who do something about them. For the session's transaction. */
@Singleton
public class HandledAlerts {

    private final AlertRepository alerts;

    HandledAlerts(AlertRepository alerts) {
        this.alerts = alerts;
    }

    /** Fails with {@link AlertNotFound} for what is not in the scope, too. */
    public Uni<HandledAlert> find(Scope scope, UUID id) {
        return alerts.findVisible(scope, id)
                .map(found -> new HandledAlert(found.orElseThrow(() -> new AlertNotFound(id))));
    }

    /** As {@link #find}, and nobody else gets it until the transaction ends. */
    public Uni<HandledAlert> lock(Scope scope, UUID id) {
        return alerts.lockVisible(scope, id)
                .map(found -> new HandledAlert(found.orElseThrow(() -> new AlertNotFound(id))));
    }

    /** Writes what was done until now, so that what is written next comes behind it. */
    public Uni<Void> flush() {
        return alerts.flush();
    }
}
