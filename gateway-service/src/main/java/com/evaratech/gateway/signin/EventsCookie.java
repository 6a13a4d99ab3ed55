package com.evaratech.gateway.signin;

import com.evaratech.common.gate.AccessGate;
import com.evaratech.gateway.live.EventsRoute;
import com.evaratech.gateway.routing.Origin;
import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with the access token for live updates: a browser's own reader of event streams can
 * set no header, and an address is no place for a token. It is sent to that route alone, which
 * changes nothing, and never with another site's requests.
 */
@Singleton
class EventsCookie {

    static final String NAME = "evara_events";

    // Browsers drop cookies of more than 4,096 bytes, name and attributes included.
    private static final int LONGEST_TOKEN = 3_800;

    void register(@Observes Filters filters) {
        Station.EVENTS_COOKIE.filter(filters, EventsCookie::unpack);
    }

    /** A token or key in a header goes before. */
    private static void unpack(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (EventsRoute.PATH.equals(request.path())
                && !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && !request.headers().contains(AccessGate.API_KEY)) {
            @Nullable Cookie cookie = request.getCookie(NAME);
            if (cookie != null && !cookie.getValue().isEmpty()) {
                request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + cookie.getValue());
            }
        }
        context.next();
    }

    /** Keeps a token; one that is too long ends what was kept, which may be another person's. */
    static void keep(RoutingContext context, Origin origin, String token, long ageSeconds) {
        if (token.length() <= LONGEST_TOKEN) {
            SessionCookie.set(context, origin, cookie(token, ageSeconds));
        } else {
            forget(context, origin);
        }
    }

    static void forget(RoutingContext context, Origin origin) {
        SessionCookie.set(context, origin, cookie("", 0));
    }

    private static Cookie cookie(String token, long ageSeconds) {
        return Cookie.cookie(NAME, token).setPath(EventsRoute.PATH).setMaxAge(ageSeconds);
    }
}
