package com.evaratech.local.launcher.live;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Why there is no use in trying again, in a sentence for the person at the terminal. */
final class Refusal {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private static final int POLICY = 4400;
    private static final int TOKEN_EXPIRED = 4401;
    private static final int REVOKED = 4403;

    private Refusal() {}

    /**
     * Of the gateway's answer to the handshake; none when it may be another one later.
     *
     * @param first whether there was no connection before
     */
    static Optional<String> of(HttpResponse<?> answer, boolean first) {
        int status = answer.statusCode();
        String said = detail(answer);
        return switch (status) {
            case UNAUTHORIZED ->
                    Optional.of(
                            "the gateway does not accept the token (401): %s Get one with: ./evara token --role ROLE"
                                    .formatted(said));
            case FORBIDDEN ->
                    Optional.of(
                            "the token's holder may not watch (403): %s ./evara token --role ROLE gives somebody a role"
                                    .formatted(said));
            case NOT_FOUND ->
                    Optional.of("live updates are switched off here (ENABLE_WEBSOCKETS=false)");
            case TOO_MANY -> Optional.of("the gateway refuses (429): " + said);
            default ->
                    status >= SERVER_ERROR && !first
                            ? Optional.empty()
                            : Optional.of(
                                    "the gateway answered %d: %s see ./evara status"
                                            .formatted(status, said));
        };
    }

    /** Of the end of a connection; none when another one may be made. */
    static Optional<String> of(Heard.End end) {
        return switch (end.code()) {
            case TOKEN_EXPIRED -> Optional.of(end.reason() + ": ./evara token --role ROLE");
            case REVOKED -> Optional.of(end.reason());
            case POLICY -> Optional.of("the gateway does not understand: " + end.reason());
            default -> Optional.empty();
        };
    }

    /** What the problem document says. */
    private static String detail(HttpResponse<?> answer) {
        if (answer.body() instanceof String body && !body.isBlank()) {
            try {
                return Json.mapper().readTree(body).path("detail").asText("");
            } catch (JsonProcessingException e) {
                return "";
            }
        }
        return "";
    }
}
