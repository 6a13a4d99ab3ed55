package com.evaratech.node.directory;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;

/** Publishes as soon as a request has changed something: its transaction is over by now. */
@Provider
class PublishAfterChange implements ContainerResponseFilter {

    // Filters are made while the application is built, the relay only when it runs.
    private final Instance<DirectoryRelay> relay;

    PublishAfterChange(Instance<DirectoryRelay> relay) {
        this.relay = relay;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var changed = !request.getMethod().equals(HttpMethod.GET);
        if (changed && response.getStatusInfo().getFamily() == Family.SUCCESSFUL) {
            relay.get().soon();
        }
    }
}
