package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.Page;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.status.WatchedNodes;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds nodes together with how they are. */
@ApplicationScoped
class ShownNodes {

    private final NodeRepository nodes;
    private final NodePages pages;
    private final WatchedNodes watched;

    ShownNodes(NodeRepository nodes, NodePages pages, WatchedNodes watched) {
        this.nodes = nodes;
        this.pages = pages;
        this.watched = watched;
    }

    /** One node; fails with {@link Unknown} when it is not in the scope. */
    @WithSession
    Uni<ShownNode> find(Scope scope, UUID id) {
        return nodes.findVisible(scope, id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .chain(nodes::toNode)
                .chain(this::show);
    }

    /** A node that was found. */
    @WithSession
    Uni<ShownNode> show(Node node) {
        return watched.find(node.id()).map(how -> new ShownNode(node, how));
    }

    /** A page of nodes, with what is to be shown of them. */
    Uni<Page<ShownNode>> list(
            Scope scope,
            NodeFilter filter,
            NodeOrder order,
            OrderedPageRequest request,
            NodeFields shown) {
        return pages.list(scope, filter, order, request, shown);
    }
}
