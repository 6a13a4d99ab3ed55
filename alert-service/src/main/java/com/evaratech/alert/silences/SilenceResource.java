package com.evaratech.alert.silences;

import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.RequestFields;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Silences over HTTP. */
@Path(SilenceResource.PATH)
class SilenceResource {

    static final String PATH = "/api/v1/silences";

    private final SilenceService silences;
    private final DeliverySender sender;
    private final CurrentCaller caller;

    SilenceResource(SilenceService silences, DeliverySender sender, CurrentCaller caller) {
        this.silences = silences;
        this.sender = sender;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<AlertSilence>> create(@Nullable SilenceWish wish) {
        return silences.create(caller.get(), RequestFields.body(wish))
                .map(silence ->
                        ResponseBuilder.create(RestResponse.Status.CREATED, silence)
                                .header(HttpHeaders.LOCATION, PATH + "/" + silence.id())
                                .build());
    }

    @GET
    public Uni<Page<AlertSilence>> list(
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return silences.list(
                caller.get(), SilenceFilter.of(community, state), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/{id}")
    public Uni<AlertSilence> get(@RestPath UUID id) {
        return silences.get(caller.get(), id);
    }

    /** What it held and still is so is told now. */
    @POST
    @Path("/{id}/end")
    public Uni<AlertSilence> end(@RestPath UUID id) {
        return silences.end(caller.get(), id).invoke(_ -> sender.soon());
    }
}
