package com.evaratech.node.channels;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** Asked for nodes that the caller was found to see. */
@ApplicationScoped
class ChannelRepository implements PanacheRepositoryBase<ChannelEntity, Long> {

    Uni<ChannelEntity> findOfNode(UUID nodeId) {
        return find("nodeId = ?1 and removedAt is null", nodeId).firstResult();
    }

    /** As {@link #findOfNode}, and nobody else gets the row locked until the transaction ends. */
    Uni<ChannelEntity> lockOfNode(UUID nodeId) {
        return find("nodeId = ?1 and removedAt is null", nodeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Also a removed one; locked as by {@link #lockOfNode}. */
    Uni<ChannelEntity> lockRowOfNode(UUID nodeId) {
        return find("nodeId", nodeId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }
}
