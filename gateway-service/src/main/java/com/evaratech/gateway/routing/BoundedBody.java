package com.evaratech.gateway.routing;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way through, which fails once it has become larger than allowed. Not
 * thread-safe: read on the event loop of its request.
 */
final class BoundedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long limitBytes;
    private final Runnable whenRead;

    private long readBytes;
    private boolean exceeded;
    private @Nullable Handler<Throwable> failureHandler;

    /**
     * @param whenRead run once the body has been read to its end
     */
    BoundedBody(ReadStream<Buffer> source, long limitBytes, Runnable whenRead) {
        this.source = source;
        this.limitBytes = limitBytes;
        this.whenRead = whenRead;
    }

    /** Whether the body turned out larger than allowed. */
    boolean isExceeded() {
        return exceeded;
    }

    @Override
    public BoundedBody handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : chunk -> pass(chunk, handler));
        return this;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
        readBytes += chunk.length();
        if (readBytes <= limitBytes) {
            handler.handle(chunk);
        } else if (!exceeded) {
            exceeded = true;
            if (failureHandler != null) {
                failureHandler.handle(new RoutingProblem.BodyTooLarge(limitBytes));
            }
        }
    }

    @Override
    public BoundedBody endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            if (!exceeded) {
                                handler.handle(null);
                                whenRead.run();
                            }
                        });
        return this;
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        failureHandler = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public BoundedBody pause() {
        source.pause();
        return this;
    }

    @Override
    public BoundedBody resume() {
        source.resume();
        return this;
    }

    @Override
    public BoundedBody fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
