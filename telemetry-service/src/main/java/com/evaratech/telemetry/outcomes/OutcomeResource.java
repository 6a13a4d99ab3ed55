package com.evaratech.telemetry.outcomes;

import com.evaratech.common.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.stream.StreamSupport;

/**
 * What became of all accepted readings over HTTP. The counts were written with the positions, so
 * they are exact whatever has died meanwhile.
 */
@Path("/api/v1")
class OutcomeResource {

    static final String SUMS =
            """
            select source, outcome, sum(readings)::bigint as readings
            from telemetry.outcome group by source, outcome order by source, outcome
            """;

    private final Pool database;

    OutcomeResource(Pool database) {
        this.database = database;
    }

    /** All of them; what never happened is not there. */
    @GET
    @Path("/telemetry/outcomes")
    public Uni<Page<OutcomeCount>> all() {
        return database.preparedQuery(SUMS)
                .execute()
                .map(rows ->
                        new Page<>(
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row ->
                                                new OutcomeCount(
                                                        row.getString("source"),
                                                        row.getString("outcome"),
                                                        row.getLong("readings")))
                                        .toList(),
                                null));
    }
}
