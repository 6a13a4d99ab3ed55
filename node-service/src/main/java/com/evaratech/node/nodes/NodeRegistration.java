package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Placement;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.node.RegistryException.Unknown;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/** Registers nodes for the rooms that decide where they go. */
@ApplicationScoped
public class NodeRegistration {

    private final NodeService service;
    private final NodeRepository nodes;
    private final InstantSource clock;

    NodeRegistration(NodeService service, NodeRepository nodes, InstantSource clock) {
        this.service = service;
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * Registers a node in a place, as its author's own registration would be: inside the plan, each
     * key once in its community.
     *
     * @throws InvalidRequest when the wish is not acceptable, or names a place itself
     */
    @WithTransaction
    public Uni<Node> register(Caller author, Placement place, RegisterNode wish) {
        if (wish.communityId() != null || wish.customerId() != null) {
            var field = wish.communityId() != null ? "community_id" : "customer_id";
            throw new InvalidRequest(
                    FieldError.of("node." + field, "given", "nothing: the place is the token's"));
        }
        var placed = wish.in(place.communityId(), place.customerId());
        return service.register(
                author, NodeRules.accept(placed, UUID.randomUUID(), clock.instant()));
    }

    /**
     * A node that was registered, locked until the transaction ends; fails with {@link Unknown}
     * when it is not in the author's scope.
     */
    @WithTransaction
    public Uni<Node> lock(Caller author, UUID id) {
        return nodes.lockVisible(author.scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .chain(nodes::toNode);
    }
}
