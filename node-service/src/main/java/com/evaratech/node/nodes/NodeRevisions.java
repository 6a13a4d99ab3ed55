package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Scope;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a node says of its device, for the room that keeps devices. */
@ApplicationScoped
public class NodeRevisions {

    private final NodeRepository nodes;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    NodeRevisions(NodeRepository nodes, AuditTrail audit, DirectoryOutbox directory) {
        this.nodes = nodes;
        this.audit = audit;
        this.directory = directory;
    }

    /** A node and the revisions of its device. */
    public record Revised(
            UUID id,
            Placement placement,
            Instant createdAt,
            @Nullable String hardwareRevision,
            @Nullable String firmwareRevision) {}

    /** The node; fails with {@link Unknown} when it is not in the scope. */
    @WithSession
    public Uni<Revised> find(Scope scope, UUID id) {
        return known(nodes.findVisible(scope, id), id).map(NodeRevisions::revised);
    }

    /** As {@link #find}, and nobody else gets the node locked until the transaction ends. */
    @WithTransaction
    public Uni<Revised> lock(Scope scope, UUID id) {
        return known(nodes.lockVisible(scope, id), id).map(NodeRevisions::revised);
    }

    /** Takes the revisions over as the node's next version, if they are others. */
    @WithTransaction
    public Uni<Void> revise(
            Caller author, UUID id, @Nullable String hardware, @Nullable String firmware) {
        return known(nodes.lockVisible(author.scope(), id), id)
                .chain(row ->
                        Objects.equals(row.hardwareRevision, hardware)
                                        && Objects.equals(row.firmwareRevision, firmware)
                                ? Uni.createFrom().voidItem()
                                : nodes.toNode(row)
                                        .chain(before -> {
                                            row.revise(hardware, firmware);
                                            return revised(author, row, before);
                                        }));
    }

    private Uni<Void> revised(Caller author, NodeEntity row, Node before) {
        var changed =
                Change.changed(
                        "node",
                        row.nodeId,
                        before,
                        row.toNode(before.groups()),
                        AuditedTenant.of(row.placement()));
        return nodes.flush()
                .chain(() -> audit.append(author, changed))
                .chain(() -> directory.tell(row.toEntry()));
    }

    private static Uni<NodeEntity> known(Uni<NodeEntity> found, UUID id) {
        return found.onItem().ifNull().failWith(() -> new Unknown("node", id));
    }

    private static Revised revised(NodeEntity row) {
        return new Revised(
                row.nodeId,
                row.placement(),
                row.createdAt,
                row.hardwareRevision,
                row.firmwareRevision);
    }
}
