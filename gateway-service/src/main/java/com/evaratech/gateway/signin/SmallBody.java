package com.evaratech.gateway.signin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads the whole of a body that is small. */
final class SmallBody {

    static final int MOST_BYTES = 4 << 10;

    /** The caller went away before its body was there: nobody is left to answer. */
    static final class BrokenOff extends Exception {
        private static final long serialVersionUID = 1L;

        private BrokenOff(Throwable cause) {
            super(cause);
        }
    }

    private SmallBody() {}

    /**
     * The body; fails with {@link SessionProblem} when it is larger than it may be, and with {@link
     * BrokenOff} when it does not come.
     */
    static Future<Buffer> of(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(cause -> whole.tryFail(new BrokenOff(cause)));
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
