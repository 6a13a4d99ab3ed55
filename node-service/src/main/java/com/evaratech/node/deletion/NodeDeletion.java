package com.evaratech.node.deletion;

import com.evaratech.common.access.Caller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.nodes.DeletableNode;
import com.evaratech.node.nodes.DeletableNodes;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Deletes a node: in one transaction its record is written down, the node is gone from the registry
 * and from what others are told, and the deletion waits to be told to whoever has readings of it.
 */
@ApplicationScoped
class NodeDeletion {

    private final DeletableNodes nodes;
    private final NodeRecord record;
    private final DeletionRepository deletions;
    private final ExportDays days;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    NodeDeletion(
            DeletableNodes nodes,
            NodeRecord record,
            DeletionRepository deletions,
            ExportDays days,
            AuditTrail audit,
            DirectoryOutbox directory) {
        this.nodes = nodes;
        this.record = record;
        this.deletions = deletions;
        this.days = days;
        this.audit = audit;
        this.directory = directory;
    }

    /**
     * Deletes the version that {@code seen} names; fails with {@link Unknown} when the node is not
     * in the author's scope.
     */
    @WithTransaction
    Uni<Export> delete(Caller author, UUID id, IfMatch seen) {
        return nodes.lock(author.scope(), id, seen).chain(node -> delete(author, node));
    }

    private Uni<Export> delete(Caller author, DeletableNode node) {
        var export = UUID.randomUUID();
        var removed =
                Change.removed("node", node.id(), node.shown(), AuditedTenant.of(node.placement()));
        // The record has this row, too: who deleted the node.
        return audit.append(author, removed)
                .chain(() -> record.write(export, author, node, days.count()))
                .chain(() -> record.liveKeys(node.id()))
                .chain(keys ->
                        record.windows(node.id())
                                .call(() -> nodes.delete(node))
                                .chain(windows ->
                                        deletions
                                                .find("exportId", export)
                                                .singleResult()
                                                .call(() ->
                                                        directory.tellNodeGone(
                                                                node.id(), keys, windows))))
                .map(DeletionEntity::toExport);
    }
}
