package com.evaratech.node.channels;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.mapping.ChannelWish;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The ThingSpeak channel of a node. */
@Path("/api/v1/nodes/{id}/channel")
class ChannelResource {

    private final CurrentCaller caller;
    private final ChannelService service;

    ChannelResource(CurrentCaller caller, ChannelService service) {
        this.caller = caller;
        this.service = service;
    }

    @GET
    public Uni<RestResponse<Channel>> find(UUID id) {
        return service.find(caller.get(), id)
                .map(channel -> ResponseBuilder.ok(channel).tag(channel.etag()).build());
    }

    /**
     * Maps the node, or replaces the version that {@code If-Match} names: asking for the same again
     * changes nothing, and so needs no version.
     */
    @PUT
    public Uni<RestResponse<Channel>> set(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable ChannelWish wish) {
        return service.set(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(outcome -> answer(id, outcome));
    }

    /** Without {@code If-Match}, whatever version is there is removed. */
    @DELETE
    public Uni<RestResponse<Void>> remove(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return service.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    /** The location is only a path: which host the caller knows us by is the gateway's affair. */
    private static RestResponse<Channel> answer(UUID nodeId, ChannelService.Outcome outcome) {
        var channel = outcome.channel();
        var response =
                outcome.added()
                        ? ResponseBuilder.create(RestResponse.Status.CREATED, channel)
                                .header(
                                        HttpHeaders.LOCATION,
                                        "/api/v1/nodes/%s/channel".formatted(nodeId))
                        : ResponseBuilder.ok(channel);
        return response.tag(channel.etag()).build();
    }
}
