package com.evaratech.node.channels;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asked for nodes that the caller was found to see. */
@ApplicationScoped
class ChannelRepository implements PanacheRepositoryBase<ChannelEntity, Long> {

    Uni<ChannelEntity> findOfNode(UUID nodeId) {
        return find("nodeId = ?1 and removedAt is null", nodeId).firstResult();
    }

    /** Also a removed one. */
    Uni<ChannelEntity> findRowOfNode(UUID nodeId) {
        return find("nodeId", nodeId).firstResult();
    }
}
