package com.evaratech.node.nodes;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    NodeBulkResource(
            CurrentCaller caller, ImportTurn turn, NodeImport nodeImport, NodeExport nodeExport) {
        this.caller = caller;
        this.turn = turn;
        this.nodeImport = nodeImport;
        this.nodeExport = nodeExport;
    }

    /** Registers the rows of a table, see {@link NodeCsv}. */
    @POST
    @Path("/import")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public RestResponse<ImportReport> importCsv(
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("mode") @Nullable String mode,
            byte[] file)
            throws SQLException {
        return answer(NodeCsv.read(file), ImportOptions.accept(dryRun, mode));
    }

    /** Registers the nodes of an array. */
    @POST
    @Path("/import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public RestResponse<ImportReport> importJson(
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("mode") @Nullable String mode,
            @Nullable ImportNodes wish)
            throws SQLException {
        return answer(rows(RequestFields.body(wish)), ImportOptions.accept(dryRun, mode));
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

    private RestResponse<ImportReport> answer(List<WishRow> rows, ImportOptions options)
            throws SQLException {
        if (rows.isEmpty() || rows.size() > MOST) {
            throw new InvalidRequest(
                    FieldError.of(
                            "nodes", rows.size() + " nodes", "1 to %d nodes".formatted(MOST)));
        }
        ImportReport report;
        try (var _ = turn.take()) {
            report = nodeImport.run(caller.get(), rows, options);
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
