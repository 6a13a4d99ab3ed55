package com.evaratech.node.status;

import com.evaratech.common.directory.NodeStatus;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells how nodes are, to whoever has found them in the caller's scope. */
@ApplicationScoped
public class WatchedNodes {

    /** How a node is, for {@link #of}; of a query with {@link #JOIN}. */
    public static final String COLUMNS = "w.status, w.last_seen_ms, w.silent_since_ms";

    /** To a query about nodes, {@code n}. */
    public static final String JOIN = "left join registry.watched_node w on w.number = n.number";

    private final WatchedNodeRepository nodes;

    WatchedNodes(WatchedNodeRepository nodes) {
        this.nodes = nodes;
    }

    /** How a node is. */
    @WithSession
    public Uni<WatchedNode> find(UUID id) {
        return nodes.find("nodeId", id)
                .firstResult()
                .map(row -> row == null ? WatchedNode.NEW : row.toWatchedNode());
    }

    /** What {@link #COLUMNS} tell; all null when nothing is known of the node. */
    public static WatchedNode of(
            @Nullable String status, @Nullable Long lastSeenMs, @Nullable Long silentSinceMs) {
        return status == null
                ? WatchedNode.NEW
                : new WatchedNode(
                        NodeStatus.valueOf(status), time(lastSeenMs), time(silentSinceMs));
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
