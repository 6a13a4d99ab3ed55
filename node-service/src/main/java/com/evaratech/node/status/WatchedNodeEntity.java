package com.evaratech.node.status;

import com.evaratech.common.directory.NodeStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the view; written by statements of its own. */
@Entity
@Immutable
@Table(name = "watched_node")
class WatchedNodeEntity {
    @Id Long number;
    UUID nodeId;

    @Enumerated(EnumType.STRING)
    NodeStatus status;

    Long lastSeenMs;
    Long silentSinceMs;

    WatchedNode toWatchedNode() {
        return WatchedNodes.of(status.name(), lastSeenMs, silentSinceMs);
    }
}
