package com.evaratech.gateway.routing;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.common.request.RequestId;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The way of one request to its service and of the answer back. */
final class Forwarding {

    private static final Logger LOG = Logger.getLogger(Forwarding.class);

    // What a service tells about itself, and the id that the gateway has already answered with.
    private static final List<String> NOT_PASSED_BACK =
            List.of("Server", "X-Powered-By", RequestId.HEADER);

    // What changes nothing, however often it is asked.
    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    // As the proxy says it of a request without Content-Length.
    private static final long NOT_ANNOUNCED = -1;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final RoutingContext context;
    private final Origin origin;
    private final Upstream upstream;
    private final UpstreamClient client;
    private final Collection<String> tracingHeaders;
    private final Duration responseTimeout;
    private final long bodyLimitBytes;
    private boolean repeated;

    /**
     * @param tracingHeaders what the client itself puts on each request to continue the trace
     */
    Forwarding(
            RoutingContext context,
            Origin origin,
            Upstream upstream,
            UpstreamClient client,
            Collection<String> tracingHeaders,
            RoutingConfig config) {
        this.context = context;
        this.origin = origin;
        this.upstream = upstream;
        this.client = client;
        this.tracingHeaders = tracingHeaders;
        this.responseTimeout = config.responseTimeout();
        this.bodyLimitBytes = config.bodyLimit().asLongValue();
    }

    /** Forwards the request; whatever happens, the caller is answered. */
    void run() {
        HttpServerRequest request = context.request();
        ProxyRequest outgoing = ProxyRequest.reverseProxy(new CuttingRequest(request));
        long announced = outgoing.getBody().length();
        if (hasUnclearLength(request)) {
            refuse(new RoutingProblem.UnclearLength());
        } else if (announced > bodyLimitBytes) {
            refuse(new RoutingProblem.BodyTooLarge(bodyLimitBytes));
        } else {
            prepare(outgoing);
            client.open(upstream, request.method(), request.uri())
                    .onSuccess(connection -> exchange(outgoing, connection, announced))
                    .onFailure(cause -> fail(new RoutingProblem.Unreachable(upstream), cause));
        }
    }

    /** Two lengths, or a coding that the next server may read otherwise: request smuggling. */
    private static boolean hasUnclearLength(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
        return (!codings.isEmpty() && (!chunked || !lengths.isEmpty()))
                || lengths.size() > 1
                || (lengths.size() == 1 && !LENGTH.matcher(lengths.getFirst()).matches());
    }

    private void prepare(ProxyRequest outgoing) {
        ConnectionHeaders.removeFrom(outgoing.headers());
        origin.replaceIn(outgoing.headers());
        // The client adds its own beside them; of two, the service would read the caller's.
        tracingHeaders.forEach(outgoing.headers()::remove);
        outgoing.putHeader(RequestId.HEADER, RequestId.of(context));
        if (outgoing.headers().contains(HttpHeaders.EXPECT)) {
            outgoing.headers().remove(HttpHeaders.EXPECT);
            // Answered now: from here on the caller sends its body, and nothing but its body.
            context.request().headers().remove(HttpHeaders.EXPECT);
            context.response().writeContinue();
        }
    }

    private void exchange(ProxyRequest outgoing, HttpClientRequest connection, long announced) {
        // The clock for the answer runs from the end of the request: a slow upload is not the
        // service's fault.
        BoundedBody body =
                new BoundedBody(
                        outgoing.getBody().stream(),
                        bodyLimitBytes,
                        () -> connection.idleTimeout(responseTimeout.toMillis()));
        outgoing.setBody(Body.body(body, announced));
        // What fails the request fails the answer too, where it is dealt with; without a handler of
        // its own it would be logged a second time.
        connection.exceptionHandler(failure -> {});
        outgoing.send(connection)
                .compose(this::passBack)
                .onFailure(cause -> {
                    if (mayBeRepeated(cause)) {
                        repeat();
                    } else {
                        fail(problemOf(body, cause), cause);
                    }
                });
    }

    /** A kept connection may have been closed as the request was sent on it: nobody has read it. */
    private boolean mayBeRepeated(Throwable cause) {
        HttpServerRequest request = context.request();
        return !repeated
                && REPEATABLE.contains(request.method())
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
                && !(cause instanceof TimeoutException)
                && !context.response().headWritten()
                && !context.response().closed();
    }

    private void repeat() {
        repeated = true;
        client.countRepeated(upstream);
        HttpServerRequest request = context.request();
        ProxyRequest again = ProxyRequest.reverseProxy(new CuttingRequest(request));
        again.setBody(Body.body(Buffer.buffer()));
        prepare(again);
        client.open(upstream, request.method(), request.uri())
                .onSuccess(connection -> exchange(again, connection, NOT_ANNOUNCED))
                .onFailure(cause -> fail(new RoutingProblem.Unreachable(upstream), cause));
    }

    private Future<Void> passBack(ProxyResponse answer) {
        keepWhatIsPassedBack(answer.headers());
        return answer.send();
    }

    /** Takes off an answer's headers what is not the caller's to see. */
    static void keepWhatIsPassedBack(MultiMap headers) {
        ConnectionHeaders.removeFrom(headers);
        NOT_PASSED_BACK.forEach(headers::remove);
    }

    private ProblemException problemOf(BoundedBody body, Throwable cause) {
        if (body.isExceeded()) {
            return new RoutingProblem.BodyTooLarge(bodyLimitBytes);
        }
        return cause instanceof TimeoutException
                ? new RoutingProblem.TooSlow(upstream, responseTimeout)
                : new RoutingProblem.BrokenOff(upstream);
    }

    private void fail(ProblemException problem, Throwable cause) {
        if (problem.status().code() >= 500 && !context.response().closed()) {
            LOG.warnf(
                    "Forwarding failed service=%s code=%s cause=%s",
                    upstream.service(), problem.code(), cause.toString());
        }
        // An answer that has begun was cut off by the proxy when it could not go on.
        if (!context.response().headWritten()) {
            refuse(problem);
        }
    }

    private void refuse(ProblemException problem) {
        ProblemWriter.answer(context, problem);
    }
}
