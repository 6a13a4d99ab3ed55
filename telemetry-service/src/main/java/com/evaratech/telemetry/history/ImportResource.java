package com.evaratech.telemetry.history;

import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Imports of files over HTTP. */
@Path("/api/v1/telemetry/imports")
class ImportResource {

    private static final int CREATED = 201;

    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final ImportService service;

    ImportResource(CurrentCaller caller, CurrentVertxRequest request, ImportService service) {
        this.caller = caller;
        this.request = request;
        this.service = service;
    }

    /** Begins one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response add(@Nullable ImportWish wish) throws SQLException {
        if (wish == null) {
            throw new InvalidRequest(FieldError.missing("", "an object with format and node_id"));
        }
        HistoryImport added = service.add(actor(), wish);
        return Response.status(CREATED)
                .header("Location", "/api/v1/telemetry/imports/" + added.id())
                .entity(added)
                .build();
    }

    /** A page of them, newest first. */
    @GET
    @RunOnVirtualThread
    public Page<HistoryImport> list(
            @RestQuery @Nullable String limit, @RestQuery @Nullable String cursor)
            throws SQLException {
        return service.list(caller.get(), PageRequest.of(limit, cursor));
    }

    /** One, and how far it is. */
    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    public HistoryImport find(@PathParam("id") UUID id) throws SQLException {
        return service.find(caller.get(), id);
    }

    /** A page of what was not accepted of it, in the order of its file. */
    @GET
    @Path("/{id}/errors")
    @RunOnVirtualThread
    public Page<ImportError> errors(
            @PathParam("id") UUID id,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor)
            throws SQLException {
        return service.errors(caller.get(), id, PageRequest.of(limit, cursor));
    }

    /** Takes a part of its file; with {@code last=true} the file is whole. */
    @PUT
    @Path("/{id}/content")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public HistoryImport append(
            @PathParam("id") UUID id,
            @RestQuery @Nullable String offset,
            @RestQuery @Nullable String last,
            @Nullable InputStream body)
            throws SQLException {
        return service.append(
                caller.get(),
                id,
                offset(offset),
                body == null ? InputStream.nullInputStream() : body,
                isLast(last));
    }

    /** Ends it. */
    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    public HistoryImport cancel(@PathParam("id") UUID id) throws SQLException {
        return service.cancel(actor(), id);
    }

    private ImportService.Actor actor() {
        return new ImportService.Actor(caller.get(), AuditCause.of(request.getCurrent()));
    }

    private static long offset(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,10}")) {
            throw new InvalidRequest(
                    FieldError.of("offset", text, "bytes of the file in front of this part"));
        }
        return Long.parseLong(text);
    }

    private static boolean isLast(@Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new InvalidRequest(FieldError.of("last", text, "true, false"));
        }
        return "true".equals(text);
    }
}
