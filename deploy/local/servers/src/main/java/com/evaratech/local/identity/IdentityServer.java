package com.evaratech.local.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * The local issuer over HTTP, with those of the identity provider's routes that signing in needs:
 * {@code POST /auth/v1/token} by password and by refresh token, {@code POST /auth/v1/logout}, and
 * {@code GET /auth/v1/health}.
 */
public final class IdentityServer implements AutoCloseable {

    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final int LARGEST_BODY = 16 << 10;
    private static final String SESSION = "session_id";
    private static final String BEARER = "Bearer ";

    private final LocalIssuer issuer;
    private final LocalPeople people;
    private final Sessions sessions = new Sessions();
    private final HttpServer server;

    private IdentityServer(int port, LocalIssuer issuer, LocalPeople people) throws IOException {
        this.issuer = issuer;
        this.people = people;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/auth/v1/token", exchange -> answer(exchange, this::token));
        server.createContext("/auth/v1/logout", exchange -> answer(exchange, this::logout));
        server.createContext(
                "/auth/v1/health", exchange -> answer(exchange, it -> new Answer(200, Map.of())));
    }

    private record Answer(int status, Map<String, Object> body) {

        static Answer error(int status, String code, String message) {
            return new Answer(status, Map.of("code", status, "error_code", code, "msg", message));
        }
    }

    @FunctionalInterface
    private interface Route {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    /**
     * Listens on this machine alone.
     *
     * @param port 0 for any that is free
     */
    public static IdentityServer start(int port, LocalIssuer issuer, LocalPeople people)
            throws IOException {
        var identity = new IdentityServer(port, issuer, people);
        identity.server.start();
        return identity;
    }

    /** What services know as {@code SUPABASE_AUTH_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/auth/v1";
    }

    private static void answer(HttpExchange exchange, Route route) throws IOException {
        try (exchange) {
            Answer answer = route.answer(exchange);
            byte[] body = JsonUtil.toJson(answer.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean isEmpty = answer.status() == 204;
            exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : body.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer token(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.error(405, "method_not_allowed", "Only POST");
        }
        Map<String, Object> body;
        try {
            body =
                    JsonUtil.parseJson(
                            new String(
                                    exchange.getRequestBody().readNBytes(LARGEST_BODY),
                                    StandardCharsets.UTF_8));
        } catch (JoseException e) {
            return Answer.error(400, "bad_json", "Could not read the body as JSON");
        }
        return switch (String.valueOf(exchange.getRequestURI().getQuery())) {
            case "grant_type=password" -> byPassword(text(body, "email"), text(body, "password"));
            case "grant_type=refresh_token" -> byRefreshToken(text(body, "refresh_token"));
            default -> Answer.error(400, "bad_request", "No such grant_type");
        };
    }

    private static String text(Map<String, Object> body, String field) {
        return body.get(field) instanceof String text ? text : "";
    }

    private Answer byPassword(String email, String password) throws IOException {
        return people.signIn(email, password)
                .map(person -> signedIn(sessions.begin(person)))
                .orElseGet(() ->
                        Answer.error(400, "invalid_credentials", "Invalid login credentials"));
    }

    private Answer byRefreshToken(String token) {
        return switch (sessions.refresh(token)) {
            case Sessions.Refresh.Renewed(Sessions.Opened session) -> signedIn(session);
            case Sessions.Refresh.Unknown() ->
                    Answer.error(400, "refresh_token_not_found", "Invalid Refresh Token");
            case Sessions.Refresh.UsedBefore() ->
                    Answer.error(400, "refresh_token_already_used", "Invalid Refresh Token");
        };
    }

    private Answer signedIn(Sessions.Opened session) {
        LocalPeople.Person person = session.person();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "access_token",
                issuer.token(
                        person.subject(),
                        VALIDITY,
                        Map.of("email", person.email(), SESSION, session.id())));
        body.put("token_type", "bearer");
        body.put("expires_in", VALIDITY.toSeconds());
        body.put("expires_at", issuer.now().plus(VALIDITY).getEpochSecond());
        body.put("refresh_token", session.refreshToken());
        body.put("user", Map.of("id", person.subject().toString(), "email", person.email()));
        return new Answer(200, body);
    }

    private Answer logout(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Optional<String> session =
                header.startsWith(BEARER)
                        ? issuer.claimIn(header.substring(BEARER.length()), SESSION)
                        : Optional.empty();
        if (session.isEmpty()) {
            return Answer.error(403, "bad_jwt", "Invalid JWT");
        }
        sessions.end(session.get());
        return new Answer(204, Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
