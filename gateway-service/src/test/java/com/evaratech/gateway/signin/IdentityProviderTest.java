package com.evaratech.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.problem.Status;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider answers that is not well, or not ours. */
class IdentityProviderTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = server();
    private final AtomicReference<String> seen = new AtomicReference<>("");
    private int status = 200;
    private String body = "{}";

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext(
                "/",
                exchange -> {
                    seen.set(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("apikey")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        var _ = done(vertx.close());
    }

    @Test
    void shouldReadWhoSignedIn() {
        body =
                """
                {"access_token": "a", "refresh_token": "r", "expires_in": 60, "expires_at": 1,
                 "user": {"id": "s", "email": "e@f", "role": "superadmin"}}
                """;

        assertThat(ask()).isEqualTo(new ProviderAnswer.SignedIn("s", "e@f", "a", "r", 60));
        assertThat(seen).hasValue("/auth/v1/token?grant_type=password anon 192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error_code\":\"invalid_credentials\"} | invalid_credentials",
                "400 | {\"error\":\"invalid_grant\"} | invalid_grant",
                "403 | {\"error_code\":\"user_banned\"} | user_banned",
                "422 | {\"error_code\":\"<b>\"} | refused",
                "400 | {} | refused",
            })
    void shouldPassOnThatItRefuses(int status, String body, String reason) {
        this.status = status;
        this.body = body;

        assertThat(ask()).isEqualTo(new ProviderAnswer.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"No API key found in request\"}",
                "404 | {}",
                "500 | {}",
                "302 | {}",
                "200 | {}",
                "200 | {\"access_token\": 7}",
                "200 | no json",
                "400 | <html>",
            })
    void shouldTakeAnythingElseForAnOutage(int status, String body) {
        this.status = status;
        this.body = body;

        assertThatThrownBy(this::ask).hasCauseInstanceOf(DependencyUnavailable.class);
    }

    @Test
    void shouldSayThatTheProviderHasHadTooMuchOfUs() {
        status = 429;
        body = "{\"error_code\":\"over_request_rate_limit\"}";

        assertThatThrownBy(this::ask)
                .cause()
                .isInstanceOfSatisfying(
                        SessionProblem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
                            assertThat(problem.retryAfter()).contains(Duration.ofSeconds(30));
                        });
    }

    @Test
    void shouldTakeNoAnswerForAnOutage() {
        server.stop(0);

        assertThatThrownBy(this::ask)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DependencyUnavailable.class);
    }

    private ProviderAnswer ask() {
        Future<ProviderAnswer> answer =
                new IdentityProvider(vertx, config()).byPassword("e@f", "p", "192.0.2.1");
        return done(answer);
    }

    private static <T> T done(Future<T> work) {
        return work.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private SignInConfig config() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/auth/v1";
        return new SignInConfig() {
            @Override
            public String provider() {
                return url;
            }

            @Override
            public Optional<String> key() {
                return Optional.of("anon");
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(10);
            }

            @Override
            public Duration cookieAge() {
                return Duration.ofDays(1);
            }
        };
    }
}
