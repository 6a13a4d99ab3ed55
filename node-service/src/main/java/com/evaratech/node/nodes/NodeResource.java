package com.evaratech.node.nodes;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.RequestFields;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Nodes: registered and read inside the caller's scope. */
@Path(NodeResource.PATH)
class NodeResource {

    static final String PATH = "/api/v1/nodes";

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final NodeService service;
    private final NodeRepository nodes;

    NodeResource(
            CurrentCaller caller, InstantSource clock, NodeService service, NodeRepository nodes) {
        this.caller = caller;
        this.clock = clock;
        this.service = service;
        this.nodes = nodes;
    }

    @POST
    public Uni<RestResponse<Node>> register(@Nullable RegisterNode wish) {
        var node = NodeRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        return service.register(caller.get(), node).map(NodeResource::created);
    }

    @GET
    @WithSession
    public Uni<Page<Node>> list(
            @QueryParam("category") @Nullable String category,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("community") @Nullable String community,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var filter = NodeFilter.accept(category, kind, community);
        var page = PageRequest.of(limit, cursor);
        return nodes.listVisible(caller.get().scope(), filter, page)
                .map(rows -> Page.of(page, rows, row -> row.number).map(NodeEntity::toNode));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<Node>> find(UUID id) {
        return nodes.findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("node", id))
                .map(NodeEntity::toNode)
                .map(node -> ResponseBuilder.ok(node).tag(etag(node)).build());
    }

    /** The location is only a path: which host the caller knows us by is the gateway's affair. */
    private static RestResponse<Node> created(Node node) {
        return ResponseBuilder.create(RestResponse.Status.CREATED, node)
                .header(HttpHeaders.LOCATION, PATH + "/" + node.id())
                .tag(etag(node))
                .build();
    }

    private static String etag(Node node) {
        return Long.toString(node.version());
    }
}
