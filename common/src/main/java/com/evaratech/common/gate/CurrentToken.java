package com.evaratech.common.gate;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/** Gives a resource the token that {@link AccessGate} let in on a route for whoever signed in. */
@Singleton
public class CurrentToken {

    private final CurrentVertxRequest request;

    CurrentToken(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * The token of the request being answered.
     *
     * @throws IllegalStateException on a route of another kind
     */
    public VerifiedToken get() {
        VerifiedToken token = AccessGate.tokenOf(request.getCurrent());
        if (token == null) {
            throw new IllegalStateException("Only a route for whoever signed in has a bare token");
        }
        return token;
    }
}
