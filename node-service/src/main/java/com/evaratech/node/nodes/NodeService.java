package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.node.RegistryException.PlanExhausted;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.groups.NodeGroups;
import com.evaratech.node.tenancy.NodePlace;
import com.evaratech.node.tenancy.Places;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.Objects;
import java.util.UUID;

/**
 * Registers and changes nodes: inside the author's scope, inside the plan, each key once in its
 * community.
 */
@ApplicationScoped
class NodeService {

    private static final String NODE = "node";

    private final Places places;
    private final NodeGroups groups;
    private final NodeRepository nodes;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    NodeService(
            Places places,
            NodeGroups groups,
            NodeRepository nodes,
            AuditTrail audit,
            DirectoryOutbox directory) {
        this.places = places;
        this.groups = groups;
        this.nodes = nodes;
        this.audit = audit;
        this.directory = directory;
    }

    @WithTransaction
    Uni<Node> register(Caller author, Node node) {
        return places.forNode(author.scope(), node.communityId(), node.customerId())
                .chain(this::checkPlan)
                .chain(placement ->
                        insert(node, placement)
                                .call(row ->
                                        groups.join(row.number, node.communityId(), node.groups()))
                                .call(() -> audit.append(author, added(node, placement))))
                .chain(row -> directory.tell(row.toEntry()))
                .replaceWith(node);
    }

    /**
     * Replaces the version that {@code seen} names; fails with {@link Unknown} when the node is not
     * in the author's scope. What is already so is answered as it is.
     */
    @WithTransaction
    Uni<Node> change(Caller author, UUID id, RegisterNode wish, IfMatch seen) {
        return nodes.lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .chain(row ->
                        nodes.toNode(row).chain(before -> change(author, row, before, wish, seen)));
    }

    private Uni<Node> change(
            Caller author, NodeEntity row, Node before, RegisterNode wish, IfMatch seen) {
        seen.checkChange(before.etag());
        var after = NodeRules.acceptChange(wish, before);
        return after.saysTheSameAs(before)
                ? Uni.createFrom().item(before)
                : place(author, before, after).chain(() -> change(author, row, before, after));
    }

    private Uni<Node> change(Caller author, NodeEntity row, Node before, Node after) {
        var key = new UniqueColumn("node_key_taken", "key", after.key());
        row.set(after);
        return nodes.flush()
                .onFailure(PersistenceException.class)
                .transform(key::explain)
                .chain(() ->
                        audit.append(
                                author,
                                Change.changed(
                                        NODE,
                                        after.id(),
                                        before,
                                        after,
                                        AuditedTenant.of(row.placement()))))
                .chain(() -> directory.tell(row.toEntry()))
                .replaceWith(after);
    }

    /** Another customer has to be one of the community, with room for a node in the plan. */
    private Uni<Void> place(Caller author, Node before, Node after) {
        return Objects.equals(before.customerId(), after.customerId())
                ? Uni.createFrom().voidItem()
                : places.forNode(author.scope(), after.communityId(), after.customerId())
                        .chain(this::checkPlan)
                        .replaceWithVoid();
    }

    private static Change added(Node node, Placement placement) {
        return Change.added(NODE, node.id(), node, AuditedTenant.of(placement));
    }

    /** Sees every node of the customer: the place holds the customer's lock. */
    private Uni<Placement> checkPlan(NodePlace place) {
        UUID customerId = place.placement().customerId();
        Integer maxNodes = place.maxNodes();
        if (customerId == null || maxNodes == null) {
            return Uni.createFrom().item(place.placement());
        }
        return nodes.countOfCustomer(customerId)
                .invoke(count -> {
                    if (count >= maxNodes) {
                        throw new PlanExhausted(customerId, place.plan(), maxNodes);
                    }
                })
                .replaceWith(place.placement());
    }

    private Uni<NodeEntity> insert(Node node, Placement placement) {
        var key = new UniqueColumn("node_key_taken", "key", node.key());
        return nodes.persistAndFlush(NodeEntity.of(node, placement))
                .onFailure(PersistenceException.class)
                .transform(key::explain);
    }
}
