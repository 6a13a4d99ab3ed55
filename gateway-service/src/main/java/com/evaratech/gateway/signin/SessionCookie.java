package com.evaratech.gateway.signin;

import com.evaratech.gateway.routing.Origin;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie with the refresh token: not for scripts, not for other sites' pages, and sent to the
 * routes for signing in alone.
 */
final class SessionCookie {

    static final String NAME = "evara_session";

    private static final String PATH = "/api/v1/auth";
    private static final int LONGEST_TOKEN = 1_024;

    private final Duration age;

    SessionCookie(Duration age) {
        this.age = age;
    }

    /** The refresh token that a request carries. */
    static Optional<String> tokenOf(RoutingContext context) {
        return Optional.ofNullable(context.request().getCookie(NAME))
                .map(Cookie::getValue)
                .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN);
    }

    void keep(RoutingContext context, Origin origin, String token) {
        set(context, origin, cookie(token, age.toSeconds()));
    }

    static void forget(RoutingContext context, Origin origin) {
        set(context, origin, cookie("", 0));
    }

    private static Cookie cookie(String token, long ageSeconds) {
        return Cookie.cookie(NAME, token).setPath(PATH).setMaxAge(ageSeconds);
    }

    /** Sets a cookie that scripts and other sites cannot use. */
    static void set(RoutingContext context, Origin origin, Cookie cookie) {
        var _ =
                context.response()
                        .addCookie(
                                cookie.setHttpOnly(true)
                                        .setSecure(!isOnThisMachine(origin))
                                        .setSameSite(CookieSameSite.STRICT));
    }

    /** Without TLS, and without a network that could be listened to. */
    private static boolean isOnThisMachine(Origin origin) {
        return !origin.isEncrypted() && origin.isLoopback();
    }
}
