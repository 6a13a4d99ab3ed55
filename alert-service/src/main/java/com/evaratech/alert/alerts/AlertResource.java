package com.evaratech.alert.alerts;

import com.evaratech.alert.AlertException.AlertNotFound;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Alerts over HTTP. */
@Path("/api/v1/alerts")
class AlertResource {

    private final AlertRepository alerts;
    private final StatisticsRepository statistics;
    private final CurrentCaller caller;

    AlertResource(AlertRepository alerts, StatisticsRepository statistics, CurrentCaller caller) {
        this.alerts = alerts;
        this.statistics = statistics;
        this.caller = caller;
    }

    @GET
    public Uni<Page<Alert>> list(
            @BeanParam AlertFilter.Query query,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        return alerts.listVisible(
                caller.get().scope(), AlertFilter.of(query), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("/statistics")
    public Uni<AlertStatistics> statistics(
            @RestQuery @Nullable String community,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String until) {
        return statistics.of(caller.get().scope(), StatisticsFilter.of(community, from, until));
    }

    @GET
    @Path("/{id}")
    public Uni<Alert> get(@RestPath UUID id) {
        return alerts.findVisible(caller.get().scope(), id)
                .map(found -> found.orElseThrow(() -> new AlertNotFound(id)).toAlert());
    }
}
