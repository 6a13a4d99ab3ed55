package com.evaratech.common.gate;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route of a service's public port. A request passes when its path is in the
 * route matrix, its token is genuine, and the directory's profile of the token's subject is active
 * and has a role that the matrix admits; or, on a route for devices, its device key is one that the
 * directory has. Everything else is answered here.
 *
 * <p>Fails closed: while the directory cannot be asked, the answer is 503.
 */
@Singleton
public class AccessGate {

    private static final Logger LOG = Logger.getLogger(AccessGate.class);

    private static final int BEFORE_ROUTES = 900;
    private static final String CALLER = "evara.caller";
    private static final String DEVICE = "evara.device";
    private static final String TOKEN_EXPIRY = "evara.token-expiry";
    private static final String ROUTE = "evara.route";
    // The platform's name for it, set by JAX-RS resources as well.
    private static final String URL_TEMPLATE = "UrlPathTemplate";
    private static final String NO_ROUTE = "/no-route";
    private static final String BEARER = "Bearer ";
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private final RouteMatrix matrix;
    private final TokenVerifier tokens;
    private final Directory directory;

    AccessGate(RouteMatrix matrix, TokenVerifier tokens, Directory directory) {
        this.matrix = matrix;
        this.tokens = tokens;
        this.directory = directory;
    }

    /** The row of the matrix that a request which passed the gate belongs to. */
    public static Route routeOf(RoutingContext context) {
        return context.get(ROUTE);
    }

    /** The caller of a request which passed the gate; {@code null} on a public route. */
    public static @Nullable Caller callerOf(RoutingContext context) {
        return context.get(CALLER);
    }

    static @Nullable DeviceKeyEntry deviceOf(RoutingContext context) {
        return context.get(DEVICE);
    }

    /** When the caller's token expires; {@code null} on a public route. */
    public static @Nullable Instant tokenExpiryOf(RoutingContext context) {
        return context.get(TOKEN_EXPIRY);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTES);
    }

    private void check(RoutingContext context) {
        try {
            nameInMetrics(context, NO_ROUTE);
            Route route = findRoute(context);
            nameInMetrics(context, route.template());
            context.put(ROUTE, route);
            QuerySafety.check(context.request().query());
            switch (route.callers()) {
                case ANYBODY -> context.next();
                case PEOPLE -> identify(context, route);
                case DEVICES -> identifyDevice(context);
            }
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
        VerifiedToken token = tokens.verify(bearerToken(context));
        context.put(TOKEN_EXPIRY, token.expiresAt());
        String subject = token.subject();
        // The edge between Vert.x' callbacks and Mutiny: there is nobody to return the Uni to.
        directory
                .profile(subject)
                .subscribe()
                .with(
                        profile -> admit(context, route, subject, profile),
                        failure -> unavailable(context, failure));
    }

    private void identifyDevice(RoutingContext context) {
        String shown = context.request().getHeader(DeviceKey.HEADER);
        if (shown == null) {
            throw AccessRefused.noDeviceKey();
        }
        DeviceKey key = DeviceKey.parse(shown).orElseThrow(AccessRefused::invalidDeviceKey);
        directory
                .deviceKey(key.id())
                .subscribe()
                .with(
                        entry -> admitDevice(context, key, entry),
                        failure -> unavailable(context, failure));
    }

    private static void admitDevice(
            RoutingContext context, DeviceKey key, Optional<DeviceKeyEntry> found) {
        if (found.isPresent() && key.isOf(found.get())) {
            context.put(DEVICE, found.get());
            context.next();
        } else {
            refuse(context, AccessRefused.invalidDeviceKey());
        }
    }

    private static String bearerToken(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw AccessRefused.noToken();
        }
        return header.substring(BEARER.length()).strip();
    }

    private void admit(
            RoutingContext context, Route route, String subject, Optional<Profile> found) {
        try {
            Profile profile = found.orElseThrow(AccessRefused::noProfile);
            if (!profile.active()) {
                throw AccessRefused.disabled();
            }
            if (!route.admits(profile.role())) {
                throw AccessRefused.roleNotAdmitted(route, profile.role());
            }
            context.put(CALLER, new Caller(subject, profile.role(), profile.scope()));
            context.next();
        } catch (AccessRefused refused) {
            refuse(context, refused);
        }
    }

    private static void unavailable(RoutingContext context, Throwable failure) {
        LOG.warnf("Directory unavailable cause=%s", failure.toString());
        refuse(context, new DependencyUnavailable("The directory of people and roles"));
    }

    private static void refuse(RoutingContext context, ProblemException refused) {
        if (refused.status().code() == 401) {
            context.response().putHeader(WWW_AUTHENTICATE, "Bearer");
        }
        ProblemWriter.answer(context, refused);
    }
}
