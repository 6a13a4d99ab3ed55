package com.evaratech.local.launcher.live;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The keys of nodes, asked for once each; an id stands for itself where nobody tells. */
final class NodeNames {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);
    private static final int OK = 200;

    // A terminal shows no more nodes than that.
    private static final int MOST = 10_000;

    private final HttpClient http;
    private final String gateway;
    private final String token;
    private final Map<String, String> known = new HashMap<>();

    NodeNames(HttpClient http, String gateway, String token) {
        this.http = http;
        this.gateway = gateway;
        this.token = token;
    }

    String of(String id) {
        String name = known.get(id);
        if (name == null) {
            name = ask(id);
            if (known.size() < MOST) {
                known.put(id, name);
            }
        }
        return name;
    }

    private String ask(String id) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway + "/api/v1/nodes/" + id))
                        .timeout(LONGEST_ANSWER)
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode node = Json.mapper().readTree(answer.body());
            return answer.statusCode() == OK && node.hasNonNull("key")
                    ? node.path("key").asText()
                    : id;
        } catch (IOException e) {
            return id;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return id;
        }
    }
}
