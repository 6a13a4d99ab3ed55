package com.evaratech.local.launcher.token;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The registry's API through the gateway, as somebody with an access token. */
public final class RegistryClient {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int FIRST_FAILURE = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String gateway;
    private final String token;

    public RegistryClient(String gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /** The first item of a list that fits, over all its pages. */
    public Optional<JsonNode> find(String path, Predicate<JsonNode> fits)
            throws IOException, InterruptedException {
        String cursor = "";
        while (true) {
            JsonNode page =
                    send("GET", path + "?limit=200" + cursor, HttpRequest.BodyPublishers.noBody());
            for (JsonNode item : page.path("items")) {
                if (fits.test(item)) {
                    return Optional.of(item);
                }
            }
            if (!page.hasNonNull("next")) {
                return Optional.empty();
            }
            cursor =
                    "&cursor="
                            + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8);
        }
    }

    /** Adds what the body describes and returns it as the registry keeps it. */
    public JsonNode add(String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        return send("POST", path, json(body));
    }

    /** Creates or replaces what is at the path. */
    public JsonNode put(String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        return send("PUT", path, json(body));
    }

    /**
     * Whether the services let the token's holder in: they learn of a new profile a moment later.
     */
    public boolean isAccepted() throws IOException, InterruptedException {
        HttpRequest request = request("/api/v1/profile").GET().build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                < FIRST_FAILURE;
    }

    private static HttpRequest.BodyPublisher json(Map<String, Object> body) throws IOException {
        return HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(body));
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= FIRST_FAILURE) {
            throw new Trouble(
                    "%s %s%s answered %d: %s; see ./evara status and ./evara logs node-service"
                            .formatted(
                                    method,
                                    gateway,
                                    path,
                                    response.statusCode(),
                                    response.body().strip()));
        }
        return Json.mapper().readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }
}
