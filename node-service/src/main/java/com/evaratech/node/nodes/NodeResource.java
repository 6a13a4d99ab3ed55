package com.evaratech.node.nodes;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.QueryParameters;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.idempotency.Created;
import com.evaratech.node.idempotency.IdempotentCreation;
import com.evaratech.node.status.WatchedNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Nodes: registered, read and changed inside the caller's scope. */
@Path(NodeResource.PATH)
class NodeResource {

    static final String PATH = "/api/v1/nodes";

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final NodeService service;
    private final ShownNodes nodes;
    private final IdempotentCreation creation;
    private final ObjectMapper json;

    NodeResource(
            CurrentCaller caller,
            InstantSource clock,
            NodeService service,
            ShownNodes nodes,
            IdempotentCreation creation,
            ObjectMapper json) {
        this.caller = caller;
        this.clock = clock;
        this.service = service;
        this.nodes = nodes;
        this.creation = creation;
        this.json = json;
    }

    /** Sent again with the same {@code Idempotency-Key}, the answer is that of the first time. */
    @POST
    public Uni<RestResponse<String>> register(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable RegisterNode wish) {
        var node = NodeRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        var author = caller.get();
        return creation.once(
                        author,
                        IdempotencyKey.of(idempotencyKey),
                        "POST " + PATH,
                        RequestFields.body(wish),
                        () -> service.register(author, node).map(this::created))
                .map(Created::response);
    }

    /** Replaces the version that {@code If-Match} names. */
    @PUT
    @Path("/{id}")
    public Uni<RestResponse<ObjectNode>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable RegisterNode wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .chain(nodes::show)
                .map(this::current);
    }

    @GET
    public Uni<Page<Object>> list(
            @BeanParam NodeQuery query,
            @QueryParam("fields") @Nullable String fields,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var filter = NodeFilter.accept(query);
        var shown = NodeFields.accept(fields);
        var order = order(sort);
        var page = OrderedPageRequest.of(order.code(), limit, cursor);
        return nodes.list(caller.get().scope(), filter, order, page, shown)
                .map(found -> found.map(node -> shown.of(node, json)));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<ObjectNode>> find(UUID id) {
        return nodes.find(caller.get().scope(), id).map(this::current);
    }

    private static NodeOrder order(@Nullable String sort) {
        var query = new QueryParameters();
        var order = query.choice("sort", sort, NodeOrder::find, NodeOrder.codes());
        query.throwIfRefused();
        return order == null ? NodeOrder.REGISTERED : order;
    }

    private Created created(Node node) {
        var shown = new ShownNode(node, WatchedNode.NEW);
        return Created.of(PATH + "/" + node.id(), node.etag(), shown.toJson(json), json);
    }

    private RestResponse<ObjectNode> current(ShownNode shown) {
        return ResponseBuilder.ok(shown.toJson(json)).tag(shown.node().etag()).build();
    }
}
