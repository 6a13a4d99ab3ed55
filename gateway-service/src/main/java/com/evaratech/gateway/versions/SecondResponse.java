package com.evaratech.gateway.versions;

import com.evaratech.api.mapping.JsonMapping;
import com.evaratech.api.mapping.Paths;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a request of version 2: written in version 1's words, sent in version 2's. */
final class SecondResponse extends AbstractResponseWrapper {

    private static final List<String> WITH_PATHS =
            List.of("Location", "Content-Location", "Link", "Set-Cookie");

    private final HttpServerResponse response;
    private final Exchange exchange;
    private final boolean isHead;
    private boolean isBegun;
    private @Nullable JsonMapping mapping;

    SecondResponse(HttpServerRequest request, Exchange exchange) {
        super(request.response());
        this.response = request.response();
        this.exchange = exchange;
        this.isHead = request.method().equals(HttpMethod.HEAD);
    }

    @Override
    public Future<Void> write(Buffer part) {
        JsonMapping mapping = begin(true);
        if (mapping == null) {
            return response.write(part);
        }
        Buffer mapped = Buffer.buffer(mapping.feed(part.getBytes()));
        // Held back until more comes; the next part is welcome.
        return mapped.length() == 0 ? Future.succeededFuture() : response.write(mapped);
    }

    @Override
    public Future<Void> end(Buffer last) {
        boolean isWhole = !isBegun;
        JsonMapping mapping = begin(false);
        if (mapping == null) {
            return response.end(last);
        }
        Buffer mapped = Buffer.buffer(mapping.feed(last.getBytes())).appendBytes(mapping.end());
        if (isWhole && !isHead) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(mapped.length()));
        }
        return response.end(mapped);
    }

    @Override
    public Future<Void> end() {
        JsonMapping mapping = begin(false);
        if (mapping == null) {
            return response.end();
        }
        Buffer rest = Buffer.buffer(mapping.end());
        return rest.length() == 0 ? response.end() : response.end(rest);
    }

    /** Written into the headers only behind {@link #begin}. */
    @Override
    public HttpServerResponse addCookie(Cookie cookie) {
        @Nullable String path = cookie.getPath();
        if (path != null) {
            var _ = cookie.setPath(Paths.second(path));
        }
        var _ = response.addCookie(cookie);
        return this;
    }

    /** The mapping of what follows, decided when the head is about to go. */
    private @Nullable JsonMapping begin(boolean isMoreToCome) {
        if (isBegun) {
            return mapping;
        }
        isBegun = true;
        MultiMap headers = response.headers();
        for (String name : WITH_PATHS) {
            List<String> values = headers.getAll(name);
            if (!values.isEmpty()) {
                headers.set(name, values.stream().map(Paths::secondInHeader).toList());
            }
        }
        mapping = exchange.ofAnswer(headers.get(HttpHeaders.CONTENT_TYPE)).orElse(null);
        if (mapping != null) {
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            if (isMoreToCome) {
                response.setChunked(true);
            }
        }
        return mapping;
    }

    @Override
    public void write(Buffer part, Handler<AsyncResult<Void>> handler) {
        write(part).onComplete(handler);
    }

    @Override
    public Future<Void> write(String part) {
        return write(Buffer.buffer(part));
    }

    @Override
    public void write(String part, Handler<AsyncResult<Void>> handler) {
        write(Buffer.buffer(part), handler);
    }

    @Override
    public Future<Void> write(String part, String charset) {
        return write(Buffer.buffer(part, charset));
    }

    @Override
    public void write(String part, String charset, Handler<AsyncResult<Void>> handler) {
        write(Buffer.buffer(part, charset), handler);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        end().onComplete(handler);
    }

    @Override
    public void end(Buffer last, Handler<AsyncResult<Void>> handler) {
        end(last).onComplete(handler);
    }

    @Override
    public Future<Void> end(String last) {
        return end(Buffer.buffer(last));
    }

    @Override
    public void end(String last, Handler<AsyncResult<Void>> handler) {
        end(Buffer.buffer(last), handler);
    }

    @Override
    public Future<Void> end(String last, String charset) {
        return end(Buffer.buffer(last, charset));
    }

    @Override
    public void end(String last, String charset, Handler<AsyncResult<Void>> handler) {
        end(Buffer.buffer(last, charset), handler);
    }
}
