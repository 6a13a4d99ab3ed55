package com.evaratech.telemetry.deletion;

import com.evaratech.common.forget.ExportFile;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.telemetry.aside.AsideDatabase;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The readings of deleted nodes over HTTP, while their export is kept. */
@Path("/api/v1/exports/{id}/telemetry")
class ExportResource {

    private final CurrentCaller caller;
    private final ExportFile file;

    ExportResource(CurrentCaller caller, AsideDatabase database) {
        this.caller = caller;
        this.file = new ExportFile(database, "telemetry", "telemetry");
    }

    /** Lines of JSON, one a reading, oldest first; compressed. */
    @GET
    @RunOnVirtualThread
    public RestResponse<StreamingOutput> read(@RestPath UUID id) throws SQLException {
        return file.answer(caller.get().scope(), id);
    }
}
