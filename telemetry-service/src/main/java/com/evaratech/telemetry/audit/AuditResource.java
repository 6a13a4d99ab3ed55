package com.evaratech.telemetry.audit;

import com.evaratech.common.audit.AuditEntry;
import com.evaratech.common.audit.AuditFilter;
import com.evaratech.common.audit.AuditLog;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import javax.sql.DataSource;

/** This service's part of the audit. */
@Path("/api/v1/audit/telemetry")
class AuditResource {

    private final CurrentCaller caller;
    private final AuditLog log;

    AuditResource(CurrentCaller caller, DataSource database, ObjectMapper json) {
        this.caller = caller;
        this.log = new AuditLog(database, json, "telemetry");
    }

    /** A page of it, newest first. */
    @GET
    @RunOnVirtualThread
    public Page<AuditEntry> list(@Context UriInfo address) throws SQLException {
        var filter = AuditFilter.of(address.getQueryParameters()::getFirst);
        return log.read(caller.get().scope(), filter);
    }
}
