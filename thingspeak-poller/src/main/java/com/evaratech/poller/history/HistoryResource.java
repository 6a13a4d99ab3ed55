package com.evaratech.poller.history;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.poller.PollerException.ChannelNotFound;
import com.evaratech.poller.PollerException.NoImport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The import of a channel's history, over HTTP: there is one at most of each node's channel. */
@Path("/api/v1/channels/{id}/history")
class HistoryResource {

    private static final int ACCEPTED = 202;

    private final CurrentCaller caller;
    private final HistoryRepository imports;

    HistoryResource(CurrentCaller caller, HistoryRepository imports) {
        this.caller = caller;
        this.imports = imports;
    }

    /** Begins one, in the place of the one before. */
    @PUT
    @ResponseStatus(ACCEPTED)
    @RunOnVirtualThread
    public HistoryImport begin(@RestPath UUID id, @Nullable StartImport wish) throws SQLException {
        int days = StartImport.daysOf(wish);
        var who = caller.get();
        return imports.begin(who.scope(), id, days, who.subject())
                .orElseThrow(() -> new ChannelNotFound(id));
    }

    /** How far it is. */
    @GET
    @RunOnVirtualThread
    public HistoryImport show(@RestPath UUID id) throws SQLException {
        return imports.find(caller.get().scope(), id).orElseThrow(() -> new NoImport(id));
    }

    /** Ends it where it is, if one runs, and forgets it; what was read stays. */
    @DELETE
    @RunOnVirtualThread
    public void end(@RestPath UUID id) throws SQLException {
        if (!imports.remove(caller.get().scope(), id)) {
            throw new ChannelNotFound(id);
        }
    }
}
