package com.evaratech.node.deletion;

import com.evaratech.common.forget.ExportRefused;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Which nodes were deleted, and the registry's part of what is kept of them. */
@Path(ExportResource.PATH)
class ExportResource {

    static final String PATH = "/api/v1/exports";

    static final String LINES = "application/x-ndjson";

    private final CurrentCaller caller;
    private final DeletionRepository deletions;
    private final NodeRecord record;
    private final InstantSource clock;

    ExportResource(
            CurrentCaller caller,
            DeletionRepository deletions,
            NodeRecord record,
            InstantSource clock) {
        this.caller = caller;
        this.deletions = deletions;
        this.record = record;
        this.clock = clock;
    }

    @GET
    @WithSession
    public Uni<Page<Export>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return deletions
                .listVisible(caller.get().scope(), page, clock.instant())
                .map(rows -> Page.of(page, rows, row -> row.number).map(DeletionEntity::toExport));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<Export> find(UUID id) {
        return known(id).map(DeletionEntity::toExport);
    }

    /** The node, what belonged to it and its audit, each a line of JSON. */
    @GET
    @Path("/{id}/registry")
    @WithSession
    public Uni<RestResponse<String>> registry(UUID id) {
        return known(id)
                .chain(row ->
                        record.read(id)
                                .map(lines ->
                                        ResponseBuilder.ok(lines + "\n", LINES)
                                                .header(
                                                        HttpHeaders.CONTENT_DISPOSITION,
                                                        "attachment; filename=\"registry-%s.ndjson\""
                                                                .formatted(row.nodeId))
                                                .build()));
    }

    private Uni<DeletionEntity> known(UUID id) {
        return deletions
                .findVisible(caller.get().scope(), id, clock.instant())
                .onItem()
                .ifNull()
                .failWith(() -> ExportRefused.unknown(id));
    }
}
