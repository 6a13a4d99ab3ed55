package com.evaratech.common.gate;

import com.evaratech.common.directory.DeviceKeyEntry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Gives a resource the device key that {@link AccessGate} let in. */
@Singleton
public class CurrentDevice {

    private final CurrentVertxRequest request;

    CurrentDevice(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * The key of the request being answered.
     *
     * @throws IllegalStateException on a route that is not for devices
     */
    public DeviceKeyEntry get() {
        return of(request.getCurrent());
    }

    /**
     * The key of a request.
     *
     * @throws IllegalStateException on a route that is not for devices
     */
    public static DeviceKeyEntry of(RoutingContext context) {
        DeviceKeyEntry key = AccessGate.deviceOf(context);
        if (key == null) {
            throw new IllegalStateException("Only a route for devices has a device");
        }
        return key;
    }
}
