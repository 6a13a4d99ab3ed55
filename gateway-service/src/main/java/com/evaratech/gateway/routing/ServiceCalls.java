package com.evaratech.gateway.routing;

import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.request.RequestId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks services on behalf of a caller, where the gateway makes an answer of several. */
@Singleton
public class ServiceCalls {

    // What a caller is known by; a request has one of them.
    private static final List<String> IDENTITIES = List.of("Authorization", AccessGate.API_KEY);

    private final Upstreams upstreams;
    private final UpstreamClient client;
    private final Origins origins;

    ServiceCalls(RoutingConfig config, RouteMatrix matrix, UpstreamClient client, Origins origins) {
        this.upstreams = new Upstreams(config.upstreams(), matrix);
        this.client = client;
        this.origins = origins;
    }

    /**
     * Asks with the caller's token or API key and the request's id. Fails with {@link
     * ProblemException} when there is no whole answer in time.
     *
     * @param caller whose request it is for; on its event loop
     * @param service name in the route matrix
     * @param uri path and query
     * @param within until the answer is whole
     */
    public Future<ServiceAnswer> get(
            RoutingContext caller, String service, String uri, Duration within) {
        Upstream upstream = upstreams.named(service);
        Future<HttpClientRequest> request = client.open(upstream, HttpMethod.GET, uri);
        return request.recover(cause -> failed(new RoutingProblem.Unreachable(upstream)))
                .compose(opened -> ask(caller, opened, upstream))
                .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> {
                    if (cause instanceof TimeoutException) {
                        // Nobody waits for it any more: the connection is free for others.
                        request.onSuccess(HttpClientRequest::reset);
                        return failed(new RoutingProblem.TooSlow(upstream, within));
                    }
                    return Future.failedFuture(cause);
                });
    }

    private Future<ServiceAnswer> ask(
            RoutingContext caller, HttpClientRequest request, Upstream upstream) {
        request.putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(RequestId.HEADER, RequestId.of(caller));
        for (String identity : IDENTITIES) {
            String shown = caller.request().getHeader(identity);
            if (shown != null) {
                request.putHeader(identity, shown);
            }
        }
        origins.of(caller.request()).replaceIn(request.headers());
        return request.send()
                .compose(ServiceCalls::whole)
                .recover(cause -> failed(new RoutingProblem.BrokenOff(upstream)));
    }

    private static Future<ServiceAnswer> whole(HttpClientResponse response) {
        return response.body()
                .map(body -> {
                    Forwarding.keepWhatIsPassedBack(response.headers());
                    response.headers().remove(HttpHeaders.CONTENT_LENGTH);
                    return new ServiceAnswer(response.statusCode(), response.headers(), body);
                });
    }

    private static <T> Future<T> failed(RoutingProblem problem) {
        return Future.failedFuture(problem);
    }
}
