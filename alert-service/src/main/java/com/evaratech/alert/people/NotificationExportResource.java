package com.evaratech.alert.people;

import com.evaratech.common.access.Caller;
import com.evaratech.common.gate.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.InstantSource;

/** The caller's channels and subscriptions in one document. */
@Path("/api/v1/me/notifications/export")
class NotificationExportResource {

    private final ChannelService channels;
    private final SubscriptionService subscriptions;
    private final CurrentCaller caller;
    private final InstantSource clock;

    NotificationExportResource(
            ChannelService channels,
            SubscriptionService subscriptions,
            CurrentCaller caller,
            InstantSource clock) {
        this.channels = channels;
        this.subscriptions = subscriptions;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    public NotificationExport export() throws SQLException {
        Caller of = caller.get();
        return new NotificationExport(clock.instant(), channels.list(of), subscriptions.list(of));
    }
}
