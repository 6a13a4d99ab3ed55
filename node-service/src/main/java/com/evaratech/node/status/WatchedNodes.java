package com.evaratech.node.status;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells how nodes are, to whoever has found them in the caller's scope. */
@ApplicationScoped
public class WatchedNodes {

    private final WatchedNodeRepository nodes;

    WatchedNodes(WatchedNodeRepository nodes) {
        this.nodes = nodes;
    }

    /** How these nodes are, by id; with one statement, or none for none. */
    @WithSession
    public Uni<Map<UUID, WatchedNode>> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : nodes.listOf(ids)
                        .map(rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> row.nodeId,
                                                        WatchedNodeEntity::toWatchedNode)));
    }

    /** How one is. */
    @WithSession
    public Uni<WatchedNode> find(UUID id) {
        return find(List.of(id)).map(found -> found.getOrDefault(id, WatchedNode.NEW));
    }
}
