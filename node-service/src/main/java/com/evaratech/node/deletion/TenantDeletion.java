package com.evaratech.node.deletion;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.nodes.DeletableNodes;
import com.evaratech.node.tenancy.TenancyPart;
import com.evaratech.node.tenancy.TenantNodes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the nodes of a tenant, one after the other: whoever dies in between leaves whole nodes,
 * and being asked again goes on with the rest.
 */
@ApplicationScoped
class TenantDeletion implements TenantNodes {

    private static final int BATCH = 100;

    private final DeletableNodes nodes;
    private final NodeDeletion deletion;
    private final DeletionTelling telling;

    TenantDeletion(DeletableNodes nodes, NodeDeletion deletion, DeletionTelling telling) {
        this.nodes = nodes;
        this.deletion = deletion;
        this.telling = telling;
    }

    @Override
    public Uni<Void> deleteAll(Caller author, TenancyPart part) {
        return nodes.list(part, BATCH)
                .chain(batch ->
                        batch.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : delete(author, batch).chain(() -> deleteAll(author, part)));
    }

    private Uni<Void> delete(Caller author, List<UUID> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(id -> deletion.delete(author, id, new IfMatch.Any()))
                .collect()
                .last()
                .invoke(telling::soon)
                .replaceWithVoid();
    }
}
