package com.evaratech.node.nodes;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Many nodes at once, in and out. */
@Path(NodeResource.PATH)
class NodeBulkResource {

    private static final String CSV = "text/csv";
    private static final int MOST = 10_000;
    private static final int NOTHING_REGISTERED = 422;

    private final CurrentCaller caller;
    private final ImportTurn turn;
    private final NodeImport nodeImport;
    private final NodeExport nodeExport;
    private final ObjectMapper json;

    NodeBulkResource(
            CurrentCaller caller,
            ImportTurn turn,
            NodeImport nodeImport,
            NodeExport nodeExport,
            ObjectMapper json) {
        this.caller = caller;
        this.turn = turn;
        this.nodeImport = nodeImport;
        this.nodeExport = nodeExport;
        this.json = json;
    }

    /**
     * Registers the rows of a table, see {@link NodeCsv}. Sent again with the same {@code
     * Idempotency-Key}, the answer is that of the first time.
     */
    @POST
    @Path("/import")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public RestResponse<ImportReport> importCsv(
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("mode") @Nullable String mode,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            byte[] file)
            throws SQLException {
        var options = ImportOptions.accept(dryRun, mode);
        var once =
                ImportOnce.of(
                        idempotencyKey, options, () -> new String(file, StandardCharsets.UTF_8));
        return answer(NodeCsv.read(file), options, once);
    }

    /** Registers the nodes of an array; with a key as {@link #importCsv}. */
    @POST
    @Path("/import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public RestResponse<ImportReport> importJson(
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("mode") @Nullable String mode,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey,
            @Nullable ImportNodes wish)
            throws SQLException {
        var options = ImportOptions.accept(dryRun, mode);
        var nodes = RequestFields.body(wish);
        var once = ImportOnce.of(idempotencyKey, options, () -> text(nodes));
        return answer(rows(nodes), options, once);
    }

    /**
     * The same table as {@link #importCsv} takes, of the nodes that a list with these filters has.
     */
    @GET
    @Path("/export")
    @Produces(CSV)
    @RunOnVirtualThread
    public RestResponse<StreamingOutput> export(@BeanParam NodeQuery query) {
        var filter = NodeFilter.accept(query);
        var scope = caller.get().scope();
        StreamingOutput table =
                target -> {
                    try {
                        nodeExport.write(scope, filter, target);
                    } catch (SQLException e) {
                        throw new WebApplicationException(e);
                    }
                };
        return ResponseBuilder.ok(table, CSV + ";charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"nodes.csv\"")
                .build();
    }

    private String text(ImportNodes wish) {
        try {
            return json.writeValueAsString(wish);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of nodes", e);
        }
    }

    private RestResponse<ImportReport> answer(
            List<WishRow> rows, ImportOptions options, Optional<ImportOnce> once)
            throws SQLException {
        if (rows.isEmpty() || rows.size() > MOST) {
            throw new InvalidRequest(
                    FieldError.of(
                            "nodes", rows.size() + " nodes", "1 to %d nodes".formatted(MOST)));
        }
        ImportReport report;
        try (var _ = turn.take()) {
            report = nodeImport.run(caller.get(), rows, options, once);
        }
        boolean isRefused = !options.isDryRun() && report.created().isEmpty();
        return ResponseBuilder.<ImportReport>create(isRefused ? NOTHING_REGISTERED : 200)
                .entity(report)
                .build();
    }

    private static List<WishRow> rows(ImportNodes wish) {
        var rows = new ArrayList<WishRow>();
        var nodes = wish.nodes();
        if (nodes == null) {
            throw new InvalidRequest(FieldError.missing("nodes", "an array of nodes"));
        }
        for (RegisterNode node : nodes) {
            var errors =
                    node == null
                            ? List.of(FieldError.missing("row", "an object"))
                            : List.<FieldError>of();
            rows.add(new WishRow(rows.size() + 1, node, errors));
        }
        return rows;
    }
}
