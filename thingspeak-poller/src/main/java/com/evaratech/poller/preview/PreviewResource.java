package com.evaratech.poller.preview;

import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** A live page of a node's channel, for whoever maps it. */
@Path("/api/v1/nodes/{id}/channel/preview")
class PreviewResource {

    private final CurrentCaller caller;
    private final ChannelPreview preview;

    PreviewResource(CurrentCaller caller, ChannelPreview preview) {
        this.caller = caller;
        this.preview = preview;
    }

    @GET
    @RunOnVirtualThread
    public Preview show(@RestPath UUID id) throws InterruptedException {
        return preview.show(caller.get().scope(), id);
    }
}
