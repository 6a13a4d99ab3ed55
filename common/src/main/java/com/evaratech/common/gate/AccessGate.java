package com.evaratech.common.gate;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.common.request.FilterPriority;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route of a service's public port. A request passes when its path is in the
 * route matrix, and it shows what the matrix asks for there: as a rule a genuine token, whose
 * subject's profile in the directory is active and has a role that the matrix admits, or an API key
 * of such a role. Everything else is answered here.
 *
 * <p>Fails closed: while the directory cannot be asked, the answer is 503.
 */
@Singleton
public class AccessGate {

    /** Header with which programs show their API key, instead of a token. */
    public static final String API_KEY = "X-Api-Key";

    /** Header that carries a claim token. */
    public static final String CLAIM_TOKEN = "X-Claim-Token";

    private static final Logger LOG = Logger.getLogger(AccessGate.class);

    private static final String CALLER = "evara.caller";
    private static final String DEVICE = "evara.device";
    private static final String TOKEN = "evara.token";
    private static final String TOKEN_EXPIRY = "evara.token-expiry";
    private static final String ROUTE = "evara.route";
    // The platform's name for it, set by JAX-RS resources as well.
    private static final String URL_TEMPLATE = "UrlPathTemplate";
    private static final String NO_ROUTE = "/no-route";
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private final RouteMatrix matrix;
    private final Identification identification;

    AccessGate(RouteMatrix matrix, Identification identification) {
        this.matrix = matrix;
        this.identification = identification;
    }

    /** The row of the matrix that a request which passed the gate belongs to. */
    public static Route routeOf(RoutingContext context) {
        return context.get(ROUTE);
    }

    /** The caller of a request which passed the gate; {@code null} on a public route. */
    public static @Nullable Caller callerOf(RoutingContext context) {
        return context.get(CALLER);
    }

    /** The key of the device behind a request; {@code null} on a route that is not for devices. */
    public static @Nullable DeviceKeyEntry deviceOf(RoutingContext context) {
        return context.get(DEVICE);
    }

    /** The bare token of a request; {@code null} unless its route is for whoever signed in. */
    public static @Nullable VerifiedToken tokenOf(RoutingContext context) {
        return context.get(TOKEN);
    }

    /** When the caller's token or API key expires; {@code null} where there is no caller. */
    public static @Nullable Instant tokenExpiryOf(RoutingContext context) {
        return context.get(TOKEN_EXPIRY);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterPriority.GATE);
    }

    private void check(RoutingContext context) {
        try {
            nameInMetrics(context, NO_ROUTE);
            Route route = findRoute(context);
            nameInMetrics(context, route.template());
            context.put(ROUTE, route);
            QuerySafety.check(context.request().query());
            identify(context, route);
        } catch (AccessRefused | InvalidRequest refused) {
            refuse(context, refused);
        }
    }

    /**
     * The name under which the request is counted and traced. Without one it would be the path as
     * sent, and every id, or whatever a stranger asks for, would become a series of its own.
     */
    private static void nameInMetrics(RoutingContext context, String template) {
        ((HttpServerRequestInternal) context.request()).context().putLocal(URL_TEMPLATE, template);
    }

    private Route findRoute(RoutingContext context) {
        String path = context.request().path();
        if (PathSafety.isAmbiguous(path)) {
            throw AccessRefused.ambiguousPath();
        }
        String method = context.request().method().name();
        return matrix.match(method, path).orElseThrow(() -> notFound(context, path));
    }

    private AccessRefused notFound(RoutingContext context, String path) {
        var methods = matrix.methodsOf(path);
        if (methods.isEmpty()) {
            return AccessRefused.unknownPath();
        }
        context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        return AccessRefused.unknownMethod(methods);
    }

    private void identify(RoutingContext context, Route route) {
        // The edge between Vert.x' callbacks and Mutiny: there is nobody to return the Uni to.
        identification
                .identify(context.request(), route)
                .subscribe()
                .with(found -> admit(context, found), failure -> refuse(context, failure));
    }

    private static void admit(RoutingContext context, Identified found) {
        switch (found) {
            case Identified.Nobody() -> {}
            case Identified.Known(Caller caller, Instant until) -> {
                context.put(CALLER, caller);
                context.put(TOKEN_EXPIRY, until);
            }
            case Identified.SignedIn(VerifiedToken token) -> context.put(TOKEN, token);
            case Identified.Device(DeviceKeyEntry key) -> context.put(DEVICE, key);
        }
        context.next();
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof AccessRefused refused) {
            refuse(context, refused);
        } else {
            LOG.warnf("Caller cannot be identified cause=%s", failure.toString());
            refuse(
                    context,
                    failure instanceof DependencyUnavailable unavailable
                            ? unavailable
                            : new DependencyUnavailable("The directory of people and roles"));
        }
    }

    private static void refuse(RoutingContext context, ProblemException refused) {
        if (refused.status().code() == 401) {
            context.response().putHeader(WWW_AUTHENTICATE, "Bearer");
        }
        ProblemWriter.answer(context, refused);
    }
}
