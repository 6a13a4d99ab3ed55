package com.evaratech.node.directory;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response.Status.Family;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Publishes what a request has changed before it is answered, so that whoever hears of a new key
 * can use it. The change is committed by now and will be published in any case: nobody waits long
 * for it.
 */
@Singleton
class PublishAfterChange {

    // Filters are made while the application is built, the relay only when it runs.
    private final Instance<DirectoryRelay> relay;

    PublishAfterChange(Instance<DirectoryRelay> relay) {
        this.relay = relay;
    }

    @ServerResponseFilter
    Uni<Void> filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean hasChanged = !request.getMethod().equals(HttpMethod.GET);
        return hasChanged && response.getStatusInfo().getFamily() == Family.SUCCESSFUL
                ? Uni.createFrom().completionStage(() -> relay.get().published())
                : Uni.createFrom().voidItem();
    }
}
