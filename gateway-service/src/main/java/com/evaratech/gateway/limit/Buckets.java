package com.evaratech.gateway.limit;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.gate.VerifiedToken;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows which buckets a request draws on that passed the gate. */
final class Buckets {

    private static final String HEALTH = "/api/v1/health/";
    private static final String SESSIONS = "/api/v1/auth/";
    private static final String SIGN_IN = SESSIONS + "sign-in";

    // Of those who belong to no tenant.
    private static final String NO_TENANT = "none";

    private final LimitsConfig config;

    Buckets(LimitsConfig config) {
        this.config = config;
    }

    /**
     * The buckets of a request; none when nothing counts it here. Signing in counts itself, since
     * the name that is tried stands in the body.
     *
     * @param network where it comes from
     */
    List<Draw> of(RoutingContext context, String network) {
        Route route = AccessGate.routeOf(context);
        if (route.template().startsWith(HEALTH) || route.template().equals(SIGN_IN)) {
            return List.of();
        }
        if (route.template().startsWith(SESSIONS)) {
            return List.of(Draw.of(Limit.SESSION, network, network, config.sessionPerMinute()));
        }
        @Nullable Caller caller = AccessGate.callerOf(context);
        if (caller != null) {
            return of(caller, route);
        }
        @Nullable DeviceKeyEntry device = AccessGate.deviceOf(context);
        if (device != null) {
            return List.of(
                    Draw.of(Limit.DEVICE, device.id(), device.id(), config.devicePerMinute()));
        }
        @Nullable VerifiedToken token = AccessGate.tokenOf(context);
        if (token != null) {
            return List.of(person(NO_TENANT, token.subject(), route));
        }
        return List.of(Draw.of(Limit.ADDRESS, network, network, config.addressPerMinute()));
    }

    private List<Draw> of(Caller caller, Route route) {
        return caller.scope()
                .id()
                .map(UUID::toString)
                .map(tenant ->
                        List.of(
                                person(tenant, caller.subject(), route),
                                Draw.of(Limit.TENANT, tenant, tenant, config.tenantPerMinute())))
                .orElseGet(() -> List.of(person(NO_TENANT, caller.subject(), route)));
    }

    private Draw person(String tenant, String subject, Route route) {
        return Draw.of(Limit.PERSON, tenant, subject + " " + route, config.personPerMinute());
    }

    /** The bucket of an address whose token or key was refused. */
    Draw ofRefused(String network) {
        return Draw.of(Limit.REFUSED, network, network, config.refusedPerMinute());
    }
}
