package com.evaratech.common.stream.publish;

import com.evaratech.common.bus.BusConnection;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Whether the bus is set to keep what it takes, as it said last; tells when that changes. */
final class DurabilityWatch {

    private static final Logger LOG = Logger.getLogger(DurabilityWatch.class);

    private final Durability durability;
    private volatile Optional<String> fault = Optional.empty();

    DurabilityWatch(Durability durability) {
        this.durability = durability;
    }

    /** Asks the server, unless the operator vouches for it. */
    void look(BusConnection connection) {
        if (!durability.isChecked()) {
            return;
        }
        Optional<String> now = ServerSettings.fault(connection);
        if (!now.equals(fault)) {
            now.ifPresentOrElse(
                    sentence -> LOG.errorf("Nothing is accepted: %s", sentence),
                    () -> LOG.info("The bus keeps what it takes; entries are accepted again"));
            fault = now;
        }
    }

    /** Why nothing can be accepted, for operators; empty when it can. */
    Optional<String> fault() {
        return fault;
    }
}
