package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.alert.deliveries.ReachableReceivers;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Routes over HTTP. */
@Path(RouteResource.PATH)
class RouteResource {

    static final String PATH = "/api/v1/alert-routes";

    private final RouteService routes;
    private final ReachableReceivers receivers;
    private final DeliverySender sender;
    private final CurrentCaller caller;

    RouteResource(
            RouteService routes,
            ReachableReceivers receivers,
            DeliverySender sender,
            CurrentCaller caller) {
        this.routes = routes;
        this.receivers = receivers;
        this.sender = sender;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<Route>> create(@Nullable RouteWish wish) {
        return routes.create(caller.get(), reachable(RequestFields.body(wish)))
                .map(route ->
                        withTag(RestResponse.Status.CREATED, route)
                                .header(HttpHeaders.LOCATION, PATH + "/" + route.id())
                                .build());
    }

    @GET
    public Uni<Page<Route>> list(
            @RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        return routes.list(caller.get(), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<Route>> get(@RestPath UUID id) {
        return routes.get(caller.get(), id)
                .map(route -> withTag(RestResponse.Status.OK, route).build());
    }

    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Route>> change(
            @RestPath UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable RouteWish wish) {
        RouteWish known = reachable(RequestFields.body(wish));
        return routes.change(caller.get(), id, known, IfMatch.of(ifMatch))
                .map(route -> withTag(RestResponse.Status.OK, route).build());
    }

    /** Without {@code If-Match}, whatever version is there is removed. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            @RestPath UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return routes.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    /** Sent like any other delivery; what became of it is read there. */
    @POST
    @Path("/{id}/test")
    public Uni<RestResponse<Map<String, UUID>>> test(@RestPath UUID id) {
        return routes.test(caller.get(), id)
                .invoke(_ -> sender.soon())
                .map(delivery ->
                        ResponseBuilder.create(
                                        RestResponse.Status.ACCEPTED,
                                        Map.of("delivery_id", delivery))
                                .build());
    }

    private RouteWish reachable(RouteWish wish) {
        receivers.check(wish.url());
        return wish;
    }

    private static ResponseBuilder<Route> withTag(RestResponse.Status status, Route route) {
        return ResponseBuilder.create(status, route).tag(route.etag());
    }
}
