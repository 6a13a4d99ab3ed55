package com.evaratech.alert.deliveries;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deliveries over HTTP. */
@Path("/api/v1/deliveries")
class DeliveryResource {

    private final DeliveryLog log;
    private final DeliverySender sender;
    private final CurrentCaller caller;

    DeliveryResource(DeliveryLog log, DeliverySender sender, CurrentCaller caller) {
        this.log = log;
        this.sender = sender;
        this.caller = caller;
    }

    @GET
    public Uni<Page<Delivery>> list(
            @RestQuery @Nullable String route,
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return log.list(
                caller.get().scope(),
                DeliveryFilter.of(route, community, state),
                PageRequest.of(limit, cursor));
    }

    @POST
    @Path("/{id}/retry")
    public Uni<RestResponse<Void>> retry(@RestPath UUID id) {
        return log.again(caller.get().scope(), id)
                .invoke(_ -> sender.soon())
                .replaceWith(RestResponse.accepted());
    }
}
