package com.evaratech.gateway.signin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads the whole of a body that is small. */
final class SmallBody {

    static final int MOST_BYTES = 4 << 10;

    private SmallBody() {}

    /** The body; fails with {@link SessionProblem} when it is larger than it may be. */
    static Future<Buffer> of(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > MOST_BYTES) {
                whole.tryFail(SessionProblem.tooLarge(MOST_BYTES));
            } else {
                body.appendBuffer(chunk);
            }
        });
        return whole.future();
    }
}
