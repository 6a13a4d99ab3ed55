package com.evaratech.common.gate;

import com.evaratech.common.access.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/** Gives a resource the caller that {@link AccessGate} let in. */
@Singleton
public class CurrentCaller {

    private final CurrentVertxRequest request;

    CurrentCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * The caller of the request being answered.
     *
     * @throws IllegalStateException on a public route, where there is none
     */
    public Caller get() {
        Caller caller = AccessGate.callerOf(request.getCurrent());
        if (caller == null) {
            throw new IllegalStateException("A public route has no caller");
        }
        return caller;
    }
}
