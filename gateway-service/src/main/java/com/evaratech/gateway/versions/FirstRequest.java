package com.evaratech.gateway.versions;

import com.evaratech.api.mapping.JsonMapping;
import com.evaratech.api.mapping.Paths;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request of version 2 as the one implementation sees it: one of version 1. */
final class FirstRequest extends HttpServerRequestWrapper {

    private final String path;
    private final @Nullable String query;
    private final MultiMap headers;
    private final @Nullable JsonMapping mapping;
    private final HttpServerResponse response;
    private @Nullable Handler<Buffer> reader;

    /**
     * @param query in version 1's words
     */
    FirstRequest(HttpServerRequest request, @Nullable String query, Exchange exchange) {
        super((HttpServerRequestInternal) request);
        this.path = Paths.first(request.path());
        this.query = query;
        this.headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        this.mapping =
                exchange.isSentMapped() && hasBody(request.headers()) ? exchange.ofSent() : null;
        this.response = new SecondResponse(request, exchange);
        // What is packed cannot be mapped while it passes.
        headers.remove(HttpHeaders.ACCEPT_ENCODING);
        if (mapping != null) {
            announceNoLength();
        }
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }

    /** Names have other lengths in other versions; what is unclear already stays so. */
    private void announceNoLength() {
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && headers.getAll(HttpHeaders.CONTENT_LENGTH).size() == 1) {
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            headers.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
    }

    @Override
    public String uri() {
        return query == null ? path : path + "?" + query;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable String getHeader(CharSequence name) {
        return headers.get(name);
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        if (handler == null || mapping == null) {
            super.handler(handler);
        } else {
            super.handler(part -> {
                Buffer mapped = Buffer.buffer(mapping.feed(part.getBytes()));
                if (mapped.length() > 0) {
                    handler.handle(mapped);
                } else {
                    // Whoever counts what it asked for got nothing of it.
                    super.fetch(1);
                }
            });
            reader = handler;
        }
        return this;
    }

    @Override
    public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
        if (handler == null || mapping == null) {
            super.endHandler(handler);
        } else {
            super.endHandler(end -> {
                Buffer last = Buffer.buffer(mapping.end());
                if (last.length() > 0 && reader != null) {
                    reader.handle(last);
                }
                handler.handle(null);
            });
        }
        return this;
    }

    @Override
    public Future<Buffer> body() {
        if (mapping == null) {
            return super.body();
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        exceptionHandler(whole::tryFail);
        var _ = endHandler(end -> whole.tryComplete(body));
        var _ = handler(body::appendBuffer);
        resume();
        return whole.future();
    }
}
