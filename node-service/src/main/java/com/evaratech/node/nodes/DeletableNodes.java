package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.tenancy.TenancyPart;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes nodes out of the registry, for the room that deletes them. */
@ApplicationScoped
public class DeletableNodes {

    private final NodeRepository nodes;

    DeletableNodes(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /**
     * The node, locked until the transaction ends; fails with {@link Unknown} when it is not in the
     * scope, and by {@code seen} when that names another version, or none.
     */
    @WithTransaction
    public Uni<DeletableNode> lock(Scope scope, UUID id, IfMatch seen) {
        return nodes.lockVisible(scope, id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .chain(row -> nodes.toNode(row).map(node -> deletable(row, node, seen)));
    }

    private static DeletableNode deletable(NodeEntity row, Node node, IfMatch seen) {
        seen.checkChange(node.etag());
        return new DeletableNode(node.id(), row.placement(), node.kind(), node);
    }

    /** Some of a tenant's nodes, at most so many. */
    @WithSession
    public Uni<List<UUID>> list(TenancyPart part, int most) {
        return nodes.ofTenant(part, most)
                .map(rows -> rows.stream().map(row -> row.nodeId).toList());
    }

    /** Deletes the row of a locked node, and with it every row that belongs to it. */
    @WithTransaction
    public Uni<Void> delete(DeletableNode node) {
        return nodes.delete("nodeId", node.id()).replaceWithVoid();
    }
}
