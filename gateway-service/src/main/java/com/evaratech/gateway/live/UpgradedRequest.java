package com.evaratech.gateway.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Tells the platform that a request has become a WebSocket and is over. It counts requests by the
 * ends of their responses, of which an upgrade has none: every connection that there ever was would
 * hold up an orderly stop until its time is up. The platform has no public way to say so.
 */
@RegisterForReflection(targets = QuarkusRequestWrapper.class, fields = false)
final class UpgradedRequest {

    private static final Method DONE = done();

    private UpgradedRequest() {}

    static void isOver(HttpServerRequest request) {
        try {
            var _ = DONE.invoke(QuarkusRequestWrapper.get(request));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method done() {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            return done;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("another release of the platform", e);
        }
    }
}
