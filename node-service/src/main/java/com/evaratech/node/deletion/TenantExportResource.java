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

/** Which tenants were removed, and what is kept of them. Their nodes have exports of their own. */
@Path(TenantExportResource.PATH)
class TenantExportResource {

    static final String PATH = "/api/v1/tenant-exports";

    private final CurrentCaller caller;
    private final TenantExportRepository exports;
    private final TenantRecord record;
    private final InstantSource clock;

    TenantExportResource(
            CurrentCaller caller,
            TenantExportRepository exports,
            TenantRecord record,
            InstantSource clock) {
        this.caller = caller;
        this.exports = exports;
        this.record = record;
        this.clock = clock;
    }

    @GET
    @WithSession
    public Uni<Page<TenantExport>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return exports.listVisible(caller.get().scope(), page, clock.instant())
                .map(rows -> Page.of(page, rows, row -> row.number).map(TenantExport::of));
    }

    /** The tenant, what belonged to it and its audit, each a line of JSON. */
    @GET
    @Path("/{id}/registry")
    @WithSession
    public Uni<RestResponse<String>> registry(UUID id) {
        return exports.findVisible(caller.get().scope(), id, clock.instant())
                .onItem()
                .ifNull()
                .failWith(() -> ExportRefused.unknown(id))
                .chain(row ->
                        record.read(id)
                                .map(lines ->
                                        ResponseBuilder.ok(lines + "\n", ExportResource.LINES)
                                                .header(
                                                        HttpHeaders.CONTENT_DISPOSITION,
                                                        "attachment; filename=\"%s-%s.ndjson\""
                                                                .formatted(row.level, row.tenantId))
                                                .build()));
    }
}
