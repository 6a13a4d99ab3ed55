package com.evaratech.alert.people;

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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The caller's subscriptions over HTTP. */
@Path(SubscriptionResource.PATH)
@RunOnVirtualThread
class SubscriptionResource {

    static final String PATH = "/api/v1/me/subscriptions";

    private final SubscriptionService subscriptions;
    private final CurrentCaller caller;

    SubscriptionResource(SubscriptionService subscriptions, CurrentCaller caller) {
        this.subscriptions = subscriptions;
        this.caller = caller;
    }

    @POST
    public RestResponse<Subscription> create(@Nullable SubscriptionWish wish) throws SQLException {
        Subscription added =
                subscriptions.create(caller.get(), SubscriptionDraft.of(RequestFields.body(wish)));
        return withTag(RestResponse.Status.CREATED, added)
                .header(HttpHeaders.LOCATION, PATH + "/" + added.id())
                .build();
    }

    @GET
    public Page<Subscription> list() throws SQLException {
        return new Page<>(subscriptions.list(caller.get()), null);
    }

    @GET
    @Path("/{id}")
    public RestResponse<Subscription> get(@RestPath UUID id) throws SQLException {
        return withTag(RestResponse.Status.OK, subscriptions.get(caller.get(), id)).build();
    }

    @PUT
    @Path("/{id}")
    public RestResponse<Subscription> change(
            @RestPath UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable SubscriptionWish wish)
            throws SQLException {
        SubscriptionDraft draft = SubscriptionDraft.of(RequestFields.body(wish));
        Subscription changed = subscriptions.change(caller.get(), id, draft, IfMatch.of(ifMatch));
        return withTag(RestResponse.Status.OK, changed).build();
    }

    /** Without {@code If-Match}, whatever version is there is removed. */
    @DELETE
    @Path("/{id}")
    public RestResponse<Void> remove(
            @RestPath UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch)
            throws SQLException {
        subscriptions.remove(caller.get(), id, IfMatch.of(ifMatch));
        return RestResponse.noContent();
    }

    private static ResponseBuilder<Subscription> withTag(
            RestResponse.Status status, Subscription subscription) {
        return ResponseBuilder.create(status, subscription).tag(subscription.etag());
    }
}
