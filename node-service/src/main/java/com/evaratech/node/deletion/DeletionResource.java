package com.evaratech.node.deletion;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.precondition.IfMatch;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** The end of nodes over HTTP. */
@Path("/api/v1/nodes")
class DeletionResource {

    private final CurrentCaller caller;
    private final NodeDeletion deletion;
    private final DeletionTelling telling;

    DeletionResource(CurrentCaller caller, NodeDeletion deletion, DeletionTelling telling) {
        this.caller = caller;
        this.deletion = deletion;
        this.telling = telling;
    }

    /**
     * Deletes the version that {@code If-Match} names. The node is gone with the answer; what other
     * services have of it is exported and removed from then on.
     */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Export>> delete(
            UUID id, @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch) {
        return deletion.delete(caller.get(), id, IfMatch.of(ifMatch))
                .invoke(telling::soon)
                .map(export ->
                        ResponseBuilder.<Export>create(StatusCode.ACCEPTED)
                                .entity(export)
                                .header(
                                        HttpHeaders.LOCATION,
                                        ExportResource.PATH + "/" + export.id())
                                .build());
    }
}
