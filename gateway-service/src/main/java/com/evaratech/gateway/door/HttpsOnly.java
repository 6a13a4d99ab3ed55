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
import java.util.regex.Pattern;
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
            List.of(
                    "Authorization",
                    "Cookie",
                    AccessGate.API_KEY,
                    AccessGate.CLAIM_TOKEN,
                    DeviceKey.HEADER,
                    "X-ThingSpeakApiKey",
                    "ThingSpeakApiKey");

    /** Parameters of an address by which somebody might be known, rightly or wrongly. */
    private static final Pattern SECRET_PARAMETERS =
            Pattern.compile("(?i)(key|token|secret|password|code|jwt)[^&=]*=");

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
        if (!origins.isToldPlain(request)) {
            context.next();
            return;
        }
        boolean isOfDevices = isOfDevices(request);
        if (isOfDevices && config.plainHttpDevices()) {
            context.next();
        } else if (SAFE.contains(request.method())
                && request.authority() != null
                && !isOfDevices
                && !hasSecret(request)) {
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

    private static boolean hasSecret(HttpServerRequest request) {
        @Nullable String query = request.query();
        return SECRETS.stream().anyMatch(request.headers()::contains)
                || (query != null && SECRET_PARAMETERS.matcher(query).find());
    }

    /** These show a key with each request, many of them in the address. */
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
