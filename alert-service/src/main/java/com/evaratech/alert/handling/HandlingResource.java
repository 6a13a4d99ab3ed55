package com.evaratech.alert.handling;

import com.evaratech.alert.alerts.Alert;
import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.alert.publish.AlertRelay;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What people do about an alert, over HTTP. */
@Path("/api/v1/alerts/{id}")
class HandlingResource {

    private static final int CREATED = 201;

    private final CurrentCaller caller;
    private final AlertHandling handling;
    private final AlertRelay relay;
    private final DeliverySender sender;

    HandlingResource(
            CurrentCaller caller, AlertHandling handling, AlertRelay relay, DeliverySender sender) {
        this.caller = caller;
        this.handling = handling;
        this.relay = relay;
        this.sender = sender;
    }

    @POST
    @Path("/acknowledge")
    public Uni<Alert> acknowledge(@RestPath UUID id, @Nullable Remark remark) {
        return handling.acknowledge(caller.get(), id, Remark.optional(remark));
    }

    @POST
    @Path("/resolve")
    public Uni<Alert> resolve(@RestPath UUID id, @Nullable Remark remark) {
        return handling.resolve(caller.get(), id, Remark.optional(remark))
                .invoke(_ -> {
                    relay.soon();
                    sender.soon();
                });
    }

    @POST
    @Path("/comments")
    @ResponseStatus(CREATED)
    public Uni<Comment> comment(@RestPath UUID id, @Nullable Remark remark) {
        return handling.comment(caller.get(), id, Remark.required(remark));
    }

    @GET
    @Path("/comments")
    public Uni<Page<Comment>> comments(
            @RestPath UUID id,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return handling.comments(caller.get(), id, PageRequest.of(limit, cursor));
    }
}
