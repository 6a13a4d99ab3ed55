package com.evaratech.node.status;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class WatchedNodeRepository implements PanacheRepositoryBase<WatchedNodeEntity, Long> {

    Uni<List<WatchedNodeEntity>> listOf(Collection<UUID> nodeIds) {
        return list("nodeId in ?1", nodeIds);
    }
}
