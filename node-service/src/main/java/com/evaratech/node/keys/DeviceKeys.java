package com.evaratech.node.keys;

import com.evaratech.common.access.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Issues keys for the rooms that bring devices into operation. */
@ApplicationScoped
public class DeviceKeys {

    private final KeyService service;

    DeviceKeys(KeyService service) {
        this.service = service;
    }

    /** A key that does not expire, for a node of the author's scope. */
    @WithTransaction
    public Uni<IssuedKey> issue(Caller author, UUID nodeId) {
        return service.issue(author, nodeId, null);
    }
}
