package com.evaratech.telemetry.deadletter;

import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.stream.dead.DeadLetterContent;
import com.evaratech.common.stream.dead.DeadLetterFilter;
import com.evaratech.common.stream.dead.DeadLetterRow;
import com.evaratech.common.stream.dead.DeadLetters;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import javax.sql.DataSource;

/** This service's dead letters. */
@Path("/api/v1/dead-letters/telemetry")
class DeadLetterResource {

    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final DeadLetters letters;

    DeadLetterResource(CurrentCaller caller, CurrentVertxRequest request, DataSource database) {
        this.caller = caller;
        this.request = request;
        this.letters = new DeadLetters(database, "telemetry");
    }

    /** A page of them, newest first. */
    @GET
    @RunOnVirtualThread
    public Page<DeadLetterRow> list(@Context UriInfo address) throws SQLException {
        return letters.list(DeadLetterFilter.of(address.getQueryParameters()::getFirst));
    }

    /** One with its content. */
    @GET
    @Path("/{number}")
    @RunOnVirtualThread
    public DeadLetterContent find(@PathParam("number") String number) throws SQLException {
        return letters.find(number);
    }

    /** Has one tried again soon: 202. It is gone once it had its effect. */
    @POST
    @Path("/{number}/replay")
    @RunOnVirtualThread
    public Response replay(@PathParam("number") String number) throws SQLException {
        letters.replay(number, actor());
        return Response.accepted().build();
    }

    /** Throws one away: 204. */
    @DELETE
    @Path("/{number}")
    @RunOnVirtualThread
    public void discard(@PathParam("number") String number) throws SQLException {
        letters.discard(number, actor());
    }

    private DeadLetters.Actor actor() {
        return new DeadLetters.Actor(caller.get().subject(), AuditCause.of(request.getCurrent()));
    }
}
