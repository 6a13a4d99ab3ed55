package com.evaratech.gateway.routing;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/**
 * A request whose answer, when it has to be abandoned, is cut off by closing the connection.
 * Resetting the response over HTTP/1.1 closes it too, but in silence: nobody is told that the
 * request is over, and an orderly shutdown would wait for it until its time is up.
 */
final class CuttingRequest extends HttpServerRequestWrapper {

    private final HttpServerResponse response;

    CuttingRequest(HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
        this.response = new CuttingResponse(request);
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    private static final class CuttingResponse extends AbstractResponseWrapper {

        private final HttpServerRequest request;

        CuttingResponse(HttpServerRequest request) {
            super(request.response());
            this.request = request;
        }

        @Override
        public boolean reset() {
            if (ended() || closed()) {
                return false;
            }
            // What happens next is told by the response's own handlers.
            var _ = request.connection().close();
            return true;
        }

        @Override
        public boolean reset(long code) {
            return reset();
        }
    }
}
