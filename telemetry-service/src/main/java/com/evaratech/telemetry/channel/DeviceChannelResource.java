package com.evaratech.telemetry.channel;

import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The channel that a node has for a device made for ThingSpeak. */
@Path("/api/v1")
class DeviceChannelResource {

    private static final String CHANNEL = "/nodes/{id}/device-channel";
    private static final int CREATED = 201;

    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final ChannelService service;

    DeviceChannelResource(
            CurrentCaller caller, CurrentVertxRequest request, ChannelService service) {
        this.caller = caller;
        this.request = request;
        this.service = service;
    }

    /** Makes it; the answer shows its keys, once. */
    @POST
    @Path(CHANNEL)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response add(@PathParam("id") UUID id, @Nullable ChannelWish wish) throws SQLException {
        return shownOnce(service.add(actor(), id, body(wish)), CREATED);
    }

    /** Shows it, without its keys. */
    @GET
    @Path(CHANNEL)
    @RunOnVirtualThread
    public Response find(@PathParam("id") UUID id) throws SQLException {
        return tagged(service.find(actor(), id));
    }

    /** Changes its name and what its fields mean. */
    @PUT
    @Path(CHANNEL)
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable ChannelWish wish)
            throws SQLException {
        return tagged(service.change(actor(), id, body(wish), IfMatch.of(ifMatch)));
    }

    /** Gives it new keys, shown once; the old ones open nothing any more. */
    @POST
    @Path(CHANNEL + "/rotation")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response rotate(@PathParam("id") UUID id) throws SQLException {
        return shownOnce(service.rotate(actor(), id), Response.Status.OK.getStatusCode());
    }

    /** Removes it with its feed; the readings stay. */
    @DELETE
    @Path(CHANNEL)
    @RunOnVirtualThread
    public void remove(
            @PathParam("id") UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch)
            throws SQLException {
        service.remove(actor(), id, IfMatch.of(ifMatch));
    }

    private ChannelService.Actor actor() {
        return new ChannelService.Actor(caller.get(), AuditCause.of(request.getCurrent()));
    }

    private static ChannelWish body(@Nullable ChannelWish wish) {
        if (wish == null) {
            throw new InvalidRequest(FieldError.missing("body", "an object with fields"));
        }
        return wish;
    }

    private static Response shownOnce(IssuedChannel issued, int status) {
        return Response.status(status)
                .entity(issued)
                .tag(Long.toString(issued.channel().version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response tagged(DeviceChannel channel) {
        return Response.ok(channel).tag(Long.toString(channel.version())).build();
    }
}
