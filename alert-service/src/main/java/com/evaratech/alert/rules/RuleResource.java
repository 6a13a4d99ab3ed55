package com.evaratech.alert.rules;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
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
    public Uni<RestResponse<Rule>> create(@Nullable CreateRule wish) {
        return rules.create(caller.get(), wish == null ? CreateRule.EMPTY : wish)
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

    private static ResponseBuilder<Rule> withTag(RestResponse.Status status, Rule rule) {
        return ResponseBuilder.create(status, rule).tag(Long.toString(rule.version()));
    }
}
