package com.evaratech.poller.preview;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.mapping.ChannelWish;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

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

    /** A page of any channel as a mapping would read it that is not kept yet, and is not now. */
    @POST
    @RunOnVirtualThread
    public Preview tryOut(@RestPath UUID id, @Nullable ChannelWish wish)
            throws InterruptedException {
        return preview.tryOut(caller.get().scope(), id, RequestFields.body(wish));
    }
}
