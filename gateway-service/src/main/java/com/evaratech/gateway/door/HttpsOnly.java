package com.evaratech.gateway.door;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends callers to HTTPS who came by HTTP, by the word of the operator's proxy. Who comes without a
 * proxy, or through one that says nothing, is on the operator's own network.
 */
@Singleton
class HttpsOnly {

    private static final int PERMANENT_REDIRECT = 308;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<Callers> OF_DEVICES = Set.of(Callers.DEVICES, Callers.CHANNELS);

    /**
     * What carries a secret, which was on the wire already: nobody should think that it is fine.
     */
    private static final List<String> SECRETS =
            List.of("Authorization", "Cookie", AccessGate.API_KEY, DeviceKey.HEADER);

    private final DoorConfig config;
    private final Origins origins;
    private final RouteMatrix matrix;

    HttpsOnly(DoorConfig config, Origins origins, RouteMatrix matrix) {
        this.config = config;
        this.origins = origins;
        this.matrix = matrix;
    }

    void register(@Observes Filters filters) {
        if (config.httpsOnly()) {
            Station.HTTPS_ONLY.filter(filters, this::check);
        }
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!origins.isToldPlain(request) || (config.plainHttpDevices() && isOfDevices(request))) {
            context.next();
        } else if (SAFE.contains(request.method())
                && request.authority() != null
                && SECRETS.stream().noneMatch(request.headers()::contains)) {
            var _ =
                    context.response()
                            .setStatusCode(PERMANENT_REDIRECT)
                            .putHeader(
                                    HttpHeaders.LOCATION,
                                    "https://" + request.authority().host() + request.uri())
                            .end();
        } else {
            ProblemWriter.answer(context, DoorProblem.httpsOnly());
        }
    }

    private boolean isOfDevices(HttpServerRequest request) {
        @Nullable String path = request.path();
        return path != null
                && path.startsWith("/")
                && matrix.match(request.method().name(), path)
                        .map(Route::callers)
                        .filter(OF_DEVICES::contains)
                        .isPresent();
    }
}
