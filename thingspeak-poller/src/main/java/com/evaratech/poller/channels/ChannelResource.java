package com.evaratech.poller.channels;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.poller.PollerException.ChannelNotFound;
import com.evaratech.poller.source.PoliteSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Polled channels over HTTP. */
@Path("/api/v1/channels")
class ChannelResource {

    private final CurrentCaller caller;
    private final ChannelRepository channels;
    private final HealthRepository health;
    private final PoliteSource source;

    ChannelResource(
            CurrentCaller caller,
            ChannelRepository channels,
            HealthRepository health,
            PoliteSource source) {
        this.caller = caller;
        this.channels = channels;
        this.health = health;
        this.source = source;
    }

    @GET
    public Uni<Page<Channel>> list(
            @RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        return channels.list(caller.get().scope(), PageRequest.of(limit, cursor));
    }

    /** The channel of a node, with the account of what was not accepted. */
    @GET
    @Path("/{id}")
    public Uni<ChannelReport> ofNode(@RestPath UUID id) {
        return channels.report(caller.get().scope(), id)
                .map(found -> found.orElseThrow(() -> new ChannelNotFound(id)));
    }

    /** How the polling of a node's channel goes. */
    @GET
    @Path("/{id}/health")
    public Uni<ChannelHealth> health(@RestPath UUID id) {
        var state = new ChannelHealth.Source(source.kind().code(), source.isAnswering());
        return health.find(caller.get().scope(), id, state)
                .map(found -> found.orElseThrow(() -> new ChannelNotFound(id)));
    }
}
