package com.evaratech.alert.people;

import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.alert.deliveries.ReachableReceivers;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The caller's channels over HTTP. */
@Path(ChannelResource.PATH)
@RunOnVirtualThread
class ChannelResource {

    static final String PATH = "/api/v1/me/notification-channels";

    private final ChannelService channels;
    private final ReachableReceivers receivers;
    private final DeliverySender sender;
    private final CurrentCaller caller;

    ChannelResource(
            ChannelService channels,
            ReachableReceivers receivers,
            DeliverySender sender,
            CurrentCaller caller) {
        this.channels = channels;
        this.receivers = receivers;
        this.sender = sender;
        this.caller = caller;
    }

    @POST
    public RestResponse<Channel> create(@Nullable ChannelWish wish) throws SQLException {
        Channel channel = channels.create(caller.get(), checked(wish));
        return withTag(RestResponse.Status.CREATED, channel)
                .header(HttpHeaders.LOCATION, PATH + "/" + channel.id())
                .build();
    }

    @GET
    public Page<Channel> list() throws SQLException {
        return new Page<>(channels.list(caller.get()), null);
    }

    @GET
    @Path("/{id}")
    public RestResponse<Channel> get(@RestPath UUID id) throws SQLException {
        return withTag(RestResponse.Status.OK, channels.get(caller.get(), id)).build();
    }

    @PUT
    @Path("/{id}")
    public RestResponse<Channel> change(
            @RestPath UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable ChannelWish wish)
            throws SQLException {
        Channel channel = channels.change(caller.get(), id, checked(wish), IfMatch.of(ifMatch));
        return withTag(RestResponse.Status.OK, channel).build();
    }

    /** Without {@code If-Match}, whatever version is there is removed. */
    @DELETE
    @Path("/{id}")
    public RestResponse<Void> remove(
            @RestPath UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch)
            throws SQLException {
        channels.remove(caller.get(), id, IfMatch.of(ifMatch));
        return RestResponse.noContent();
    }

    /** Sent like any message; what became of it is read there. */
    @POST
    @Path("/{id}/test")
    public RestResponse<Map<String, UUID>> test(@RestPath UUID id) throws SQLException {
        UUID delivery = channels.test(caller.get(), id);
        sender.soon();
        return ResponseBuilder.create(RestResponse.Status.ACCEPTED, Map.of("delivery_id", delivery))
                .build();
    }

    private ChannelDraft checked(@Nullable ChannelWish wish) {
        ChannelWish known = RequestFields.body(wish);
        receivers.check(known.url());
        return ChannelDraft.of(known);
    }

    private static ResponseBuilder<Channel> withTag(RestResponse.Status status, Channel channel) {
        return ResponseBuilder.create(status, channel).tag(channel.etag());
    }
}
