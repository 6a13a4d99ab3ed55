package com.evaratech.gateway.signin;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.request.RequestId;
import com.evaratech.common.signin.SignInEvent;
import com.evaratech.common.signin.SignInEvent.Act;
import com.evaratech.gateway.limit.SignInLimits;
import com.evaratech.gateway.routing.Origin;
import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.signin.ProviderAnswer.Refused;
import com.evaratech.gateway.signin.ProviderAnswer.SignedIn;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sign-in, refresh and sign-out over HTTP. */
@Singleton
class SessionRoutes {

    private static final Logger LOG = Logger.getLogger(SessionRoutes.class);

    private static final String PATH = "/api/v1/auth";
    private static final String JSON = "application/json";
    private static final int NO_CONTENT = 204;

    private final IdentityProvider provider;
    private final SessionCookie cookie;
    private final SignInLimits limits;
    private final SignInAudit audit;
    private final Origins origins;
    private final InstantSource clock;

    SessionRoutes(
            IdentityProvider provider,
            SignInConfig config,
            SignInLimits limits,
            SignInAudit audit,
            Origins origins,
            InstantSource clock) {
        this.provider = provider;
        this.cookie = new SessionCookie(config.cookieAge());
        this.limits = limits;
        this.audit = audit;
        this.origins = origins;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        post(router, "/sign-in", this::signIn);
        post(router, "/refresh", this::refresh);
        post(router, "/sign-out", this::signOut);
    }

    private static void post(Router router, String path, Handler<RoutingContext> handler) {
        router.route(PATH + path).method(HttpMethod.POST).handler(handler);
    }

    private void signIn(RoutingContext context) {
        SameSite.refuseOtherSites(context.request());
        // A form of another site cannot send this type, so that nobody is signed in as somebody
        // else without noticing.
        String type = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        if (!type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(JSON)) {
            throw SessionProblem.notJson();
        }
        var _ =
                SmallBody.of(context.request())
                        .map(Credentials::parse)
                        .compose(who -> admitted(context, who))
                        .compose(who -> signIn(context, who))
                        .onFailure(cause -> fail(context, cause));
    }

    /** Goes on when another sign-in may be tried; the limits answer themselves when not. */
    private Future<Credentials> admitted(RoutingContext context, Credentials who) {
        Promise<Credentials> admitted = Promise.promise();
        limits.check(context, who.email(), () -> admitted.complete(who));
        return admitted.future();
    }

    private Future<Void> signIn(RoutingContext context, Credentials who) {
        Origin origin = origins.of(context.request());
        return provider.byPassword(who.email(), who.password(), origin.address())
                .compose(answer ->
                        switch (answer) {
                            case SignedIn person -> {
                                note(context, Act.SIGNED_IN, person.subject(), who.email(), null);
                                yield handOver(context, origin, person);
                            }
                            case Refused(String reason) -> {
                                note(context, Act.SIGN_IN_FAILED, null, who.email(), reason);
                                yield Future.failedFuture(SessionProblem.badCredentials());
                            }
                        });
    }

    private void refresh(RoutingContext context) {
        SameSite.require(context.request());
        Origin origin = origins.of(context.request());
        String token = SessionCookie.tokenOf(context).orElseThrow(SessionProblem::noSession);
        var _ =
                provider.byRefreshToken(token, origin.address())
                        .compose(answer ->
                                switch (answer) {
                                    case SignedIn person -> handOver(context, origin, person);
                                    case Refused(String reason) -> {
                                        note(context, Act.REFRESH_REFUSED, null, null, reason);
                                        SessionCookie.forget(context, origin);
                                        EventsCookie.forget(context, origin);
                                        yield Future.failedFuture(SessionProblem.noSession());
                                    }
                                })
                        .onFailure(cause -> fail(context, cause));
    }

    private void signOut(RoutingContext context) {
        SameSite.require(context.request());
        Origin origin = origins.of(context.request());
        Optional<String> token = SessionCookie.tokenOf(context);
        // Whatever the provider says, this browser has no session any more.
        SessionCookie.forget(context, origin);
        EventsCookie.forget(context, origin);
        var _ =
                token.map(shown -> end(context, shown, origin))
                        .orElseGet(Future::succeededFuture)
                        .onSuccess(ended -> context.response().setStatusCode(NO_CONTENT).end())
                        .onFailure(cause ->
                                fail(
                                        context,
                                        cause instanceof DependencyUnavailable
                                                ? SessionProblem.notToldToProvider()
                                                : cause));
    }

    /** The provider ends a session by an access token of it, and the page's may have expired. */
    private Future<Void> end(RoutingContext context, String token, Origin origin) {
        return provider.byRefreshToken(token, origin.address())
                .compose(answer ->
                        switch (answer) {
                            // Over already.
                            case Refused _ -> Future.succeededFuture();
                            case SignedIn person ->
                                    provider.signOut(person.accessToken(), origin.address())
                                            .onSuccess(ended ->
                                                    note(
                                                            context,
                                                            Act.SIGNED_OUT,
                                                            person.subject(),
                                                            person.email(),
                                                            null));
                        });
    }

    private Future<Void> handOver(RoutingContext context, Origin origin, SignedIn person) {
        cookie.keep(context, origin, person.refreshToken());
        EventsCookie.keep(context, origin, person.accessToken(), person.expiresInSeconds());
        JsonObject body =
                new JsonObject()
                        .put("access_token", person.accessToken())
                        .put("token_type", "bearer")
                        .put("expires_in", person.expiresInSeconds())
                        .put(
                                "expires_at",
                                clock.instant().plusSeconds(person.expiresInSeconds()).toString());
        // Whether the caller still reads it is nobody's concern here.
        var _ =
                context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(body.toBuffer());
        return Future.succeededFuture();
    }

    private void note(
            RoutingContext context,
            Act act,
            @Nullable String subject,
            @Nullable String email,
            @Nullable String reason) {
        audit.note(
                new SignInEvent(
                        UUID.randomUUID(),
                        act,
                        clock.instant(),
                        subject,
                        email,
                        reason,
                        RequestId.of(context),
                        origins.of(context.request()).address()));
    }

    private static void fail(RoutingContext context, Throwable cause) {
        if (cause instanceof SmallBody.BrokenOff) {
            LOG.debugf("Sign-in broken off cause=%s", cause.getCause());
            return;
        }
        if (cause instanceof ProblemException problem && problem.status().code() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        context.fail(cause);
    }
}
