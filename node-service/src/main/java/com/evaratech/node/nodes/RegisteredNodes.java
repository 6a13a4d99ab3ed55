package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.node.RegistryException.Unknown;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds nodes for the rooms that keep what belongs to one. */
@ApplicationScoped
public class RegisteredNodes {

    private final NodeRepository nodes;

    RegisteredNodes(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** The node; fails with {@link Unknown} when it is not in the scope. */
    @WithSession
    public Uni<RegisteredNode> find(Scope scope, UUID id) {
        return known(nodes.findVisible(scope, id), id);
    }

    /**
     * As {@link #find}, and nobody else gets the node locked until the transaction ends, so that
     * what belongs to it is changed by one at a time.
     */
    @WithTransaction
    public Uni<RegisteredNode> lock(Scope scope, UUID id) {
        return known(nodes.lockVisible(scope, id), id);
    }

    private static Uni<RegisteredNode> known(Uni<NodeEntity> found, UUID id) {
        return found.onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .map(NodeEntity::toRegistered);
    }
}
