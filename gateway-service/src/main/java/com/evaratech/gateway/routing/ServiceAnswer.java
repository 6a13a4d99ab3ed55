package com.evaratech.gateway.routing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * The whole answer of a service.
 *
 * @param status HTTP status
 * @param headers as they may be passed back to the caller, without the body's length
 * @param body empty when there is none
 */
public record ServiceAnswer(int status, MultiMap headers, Buffer body) {

    private static final int OK = 200;

    /** Whether it is what was asked for. */
    public boolean isOk() {
        return status == OK;
    }
}
