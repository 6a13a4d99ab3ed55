package com.evaratech.alert.rules;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Rules over HTTP. */
@Path(RuleResource.PATH)
class RuleResource {

    static final String PATH = "/api/v1/rules";

    private final RuleService rules;
    private final CurrentCaller caller;

    RuleResource(RuleService rules, CurrentCaller caller) {
        this.rules = rules;
        this.caller = caller;
    }

    @POST
    public Uni<RestResponse<Rule>> create(@Nullable RuleWish wish) {
        return rules.create(caller.get(), wish == null ? RuleWish.EMPTY : wish)
                .map(rule ->
                        withTag(RestResponse.Status.CREATED, rule)
                                .header(HttpHeaders.LOCATION, PATH + "/" + rule.id())
                                .build());
    }

    @GET
    public Uni<Page<Rule>> list(
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String metric,
            @RestQuery @Nullable String severity,
            @RestQuery @Nullable String enabled,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return rules.list(
                caller.get(),
                RuleFilter.of(community, metric, severity, enabled),
                PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<Rule>> get(@RestPath UUID id) {
        return rules.get(caller.get(), id)
                .map(rule -> withTag(RestResponse.Status.OK, rule).build());
    }

    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Rule>> change(
            @RestPath UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable RuleWish wish) {
        return rules.change(
                        caller.get(), id, wish == null ? RuleWish.EMPTY : wish, IfMatch.of(ifMatch))
                .map(rule -> withTag(RestResponse.Status.OK, rule).build());
    }

    /** Without {@code If-Match}, whatever version is there is removed. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            @RestPath UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return rules.remove(caller.get(), id, IfMatch.of(ifMatch))
                .replaceWith(RestResponse.noContent());
    }

    private static ResponseBuilder<Rule> withTag(RestResponse.Status status, Rule rule) {
        return ResponseBuilder.create(status, rule).tag(rule.etag());
    }
}
