package com.evaratech.node.directory;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response.Status.Family;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a request has changed before it is answered, so that whoever hears of a new key
 * can use it. The change is committed by now and will be published in any case: nobody waits long
 * for it.
 */
@Singleton
class PublishAfterChange {

    // As many as the relay takes in one go. For ten thousand it goes twenty times, and nobody acts
    // on all of them at once; what is changed later is published behind them.
    private static final int MOST_AWAITED = 500;

    // Filters are made while the application is built, the relay only when it runs.
    private final Instance<DirectoryRelay> relay;

    PublishAfterChange(Instance<DirectoryRelay> relay) {
        this.relay = relay;
    }

    @ServerResponseFilter
    Uni<Void> filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean hasChanged = !request.getMethod().equals(HttpMethod.GET);
        if (!hasChanged || response.getStatusInfo().getFamily() != Family.SUCCESSFUL) {
            return Uni.createFrom().voidItem();
        }
        if (isTooMuch(response.getEntity())) {
            relay.get().soon();
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().completionStage(() -> relay.get().published());
    }

    /** Whether an answer is about more than anybody waits for. */
    static boolean isTooMuch(@Nullable Object answer) {
        return answer instanceof ManyTold many && many.told() > MOST_AWAITED;
    }
}
