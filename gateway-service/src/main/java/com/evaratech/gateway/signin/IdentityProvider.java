package com.evaratech.gateway.signin;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.gateway.signin.ProviderAnswer.Refused;
import com.evaratech.gateway.signin.ProviderAnswer.SignedIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The identity provider's routes for signing in (GoTrue's). Every {@code Future} fails with {@link
 * DependencyUnavailable} when the provider does not answer, or with something else than yes or no.
 */
@Singleton
class IdentityProvider {

    private static final Logger LOG = Logger.getLogger(IdentityProvider.class);

    // Refreshes do not stand behind slow tries to sign in, nor anybody in an endless line.
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_WAITING = 256;

    private static final int TOO_MANY = 429;

    // What it refuses callers with. A 401 is not among them: with it, the provider's own gateway
    // refuses the project's key, which is the operator's affair and no caller's.
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private static final Pattern REASON = Pattern.compile("[a-z_]{1,60}");
    private static final String OTHER = "refused";

    private final SignInConfig config;
    private final HttpClient client;

    IdentityProvider(Vertx vertx, SignInConfig config) {
        this.config = config;
        int millis = (int) config.timeout().toMillis();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(millis)
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setIdleTimeout(millis),
                        new PoolOptions()
                                .setHttp1MaxSize(MOST_CONNECTIONS)
                                .setMaxWaitQueueSize(MOST_WAITING));
    }

    /** Somebody shows an address and a password. */
    Future<ProviderAnswer> byPassword(String email, String password, String address) {
        JsonObject body = new JsonObject().put("email", email).put("password", password);
        return post("/token?grant_type=password", body, "", address)
                .compose(IdentityProvider::answer);
    }

    /** Somebody shows a refresh token, which is replaced. */
    Future<ProviderAnswer> byRefreshToken(String token, String address) {
        JsonObject body = new JsonObject().put("refresh_token", token);
        return post("/token?grant_type=refresh_token", body, "", address)
                .compose(IdentityProvider::answer);
    }

    /** Ends the one session that an access token is of; no error when it is over already. */
    Future<Void> signOut(String accessToken, String address) {
        return post("/logout?scope=local", new JsonObject(), accessToken, address)
                .compose(reply ->
                        reply.status() == NO_CONTENT || REFUSALS.contains(reply.status())
                                ? Future.<Void>succeededFuture()
                                : unavailable("status=" + reply.status()));
    }

    private record Reply(int status, Buffer body) {}

    private Future<Reply> post(String path, JsonObject body, String token, String address) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(config.provider() + path)
                        .setTimeout(config.timeout().toMillis());
        return client.request(options)
                .compose(request -> send(request, body, token, address))
                .compose(IdentityProvider::whole)
                .recover(cause -> unavailable("cause=" + cause));
    }

    private Future<HttpClientResponse> send(
            HttpClientRequest request, JsonObject body, String token, String address) {
        request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                // The provider limits by address, too, and would take all callers for one.
                .putHeader("X-Forwarded-For", address)
                // Hosted ones listen to this one: with a secret key, and where it is switched on.
                .putHeader("Sb-Forwarded-For", address);
        config.key().ifPresent(key -> request.putHeader("apikey", key));
        if (!token.isEmpty()) {
            request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        return request.send(body.toBuffer());
    }

    private static Future<Reply> whole(HttpClientResponse response) {
        return response.body().map(body -> new Reply(response.statusCode(), body));
    }

    private static Future<ProviderAnswer> answer(Reply reply) {
        try {
            if (reply.status() == OK) {
                return Future.succeededFuture(signedIn(new JsonObject(reply.body())));
            }
            if (REFUSALS.contains(reply.status())) {
                return Future.succeededFuture(new Refused(reason(new JsonObject(reply.body()))));
            }
            if (reply.status() == TOO_MANY) {
                LOG.warn("Identity provider limits all callers as one: forward their addresses");
                return Future.failedFuture(SessionProblem.providerBusy());
            }
        } catch (DecodeException | ClassCastException notOfTheForm) {
            return unavailable("status=%d body is not of the form".formatted(reply.status()));
        }
        return unavailable("status=" + reply.status());
    }

    private static SignedIn signedIn(JsonObject body) {
        JsonObject user = body.getJsonObject("user", new JsonObject());
        return new SignedIn(
                required(user, "id"),
                user.getString("email", ""),
                required(body, "access_token"),
                required(body, "refresh_token"),
                body.getLong("expires_in", 0L));
    }

    private static String required(JsonObject body, String field) {
        String text = body.getString(field, "");
        if (text.isEmpty()) {
            throw new DecodeException(field + " is missing");
        }
        return text;
    }

    /** Newer providers say it in {@code error_code}, older ones in {@code error}. */
    private static String reason(JsonObject body) {
        String reason = body.getString("error_code", body.getString("error", OTHER));
        return REASON.matcher(reason).matches() ? reason : OTHER;
    }

    private static <T> Future<T> unavailable(String how) {
        LOG.warnf("Identity provider did not answer as it should %s", how);
        return Future.failedFuture(new DependencyUnavailable("The identity provider"));
    }

    @PreDestroy
    void close() {
        // Nothing is left to wait for: the server has finished its requests before beans go.
        client.close(closed -> {});
    }
}
