package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.node.RegistryException.PlanExhausted;
import com.evaratech.node.UniqueColumn;
import com.evaratech.node.audit.AuditTrail;
import com.evaratech.node.audit.AuditedTenant;
import com.evaratech.node.audit.Change;
import com.evaratech.node.directory.DirectoryOutbox;
import com.evaratech.node.tenancy.NodePlace;
import com.evaratech.node.tenancy.Places;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.UUID;

/** Registers nodes: inside the author's scope, inside the plan, each key once in its community. */
@ApplicationScoped
class NodeService {

    private final Places places;
    private final NodeRepository nodes;
    private final AuditTrail audit;
    private final DirectoryOutbox directory;

    NodeService(Places places, NodeRepository nodes, AuditTrail audit, DirectoryOutbox directory) {
        this.places = places;
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
                                .call(() -> audit.append(author, added(node, placement))))
                .chain(row -> directory.tell(row.toEntry()))
                .replaceWith(node);
    }

    private static Change added(Node node, Placement placement) {
        return Change.added("node", node.id(), node, AuditedTenant.of(placement));
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
