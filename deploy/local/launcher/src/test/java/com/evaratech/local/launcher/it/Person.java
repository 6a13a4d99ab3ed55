package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Somebody with a token who registers and asks through the gateway. Answers are those that are
 * expected, or the test fails and tells them.
 */
public final class Person {

    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;

    private final LocalFleet fleet;
    private final String token;

    private Person(LocalFleet fleet, String token) {
        this.fleet = fleet;
        this.token = token;
    }

    /** Somebody with this role in the local community, which is there from now on. */
    public static Person of(LocalFleet fleet, String role)
            throws IOException, InterruptedException {
        return new Person(fleet, fleet.token(role));
    }

    /** The token, for requests that are not to succeed. */
    public String token() {
        return token;
    }

    /** What is answered with 200. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return answer(OK, fleet.get(path, token));
    }

    /** What is answered with 201. */
    public JsonNode add(String path, String body) throws IOException, InterruptedException {
        return answer(CREATED, fleet.post(path, token, body));
    }

    /** The first community there is. */
    public String community() throws IOException, InterruptedException {
        return get("/api/v1/communities").at("/items/0/id").asText();
    }

    /** Registers a node and returns its id. */
    public String node(String community, String key, String category)
            throws IOException, InterruptedException {
        return add(
                        "/api/v1/nodes",
                        """
                        {"community_id": "%s", "key": "%s", "label": "%s", "category": "%s",
                         "time_zone": "Asia/Kolkata", "expected_interval_seconds": 15}
                        """
                                .formatted(community, key, key, category))
                .path("id")
                .asText();
    }

    /**
     * Feeds a node from a channel.
     *
     * @param fields the mappings as JSON, without the brackets around them
     */
    public void channel(String node, long channel, int intervalSeconds, String fields)
            throws IOException, InterruptedException {
        feed(
                node,
                """
                {"channel_id": %d, "interval_seconds": %d, "fields": [%s]}
                """
                        .formatted(channel, intervalSeconds, fields));
    }

    /** As {@link #channel}, of one that a key opens, every 15 s. */
    public void privateChannel(String node, long channel, String readKey, String fields)
            throws IOException, InterruptedException {
        feed(
                node,
                """
                {"channel_id": %d, "read_api_key": "%s", "interval_seconds": 15, "fields": [%s]}
                """
                        .formatted(channel, readKey, fields));
    }

    private void feed(String node, String mapping) throws IOException, InterruptedException {
        var answer = fleet.put("/api/v1/nodes/" + node + "/channel", token, mapping);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(CREATED);
    }

    /**
     * Watches a node.
     *
     * @param condition of the rule, as JSON
     */
    public void rule(String community, String node, String name, String condition)
            throws IOException, InterruptedException {
        String rule =
                """
                {"name": "%s", "community_id": "%s", "severity": "critical",
                 "binding": {"kind": "node", "node_id": "%s"}, "condition": %s}
                """
                        .formatted(name, community, node, condition);
        var answer = fleet.post("/api/v1/rules", token, rule);
        if (answer.statusCode() == NOT_FOUND) {
            // A new node is known everywhere within 2 s, which a slow machine may need longer for.
            answer =
                    await().atMost(KNOWN_EVERYWHERE)
                            .until(
                                    () -> fleet.post("/api/v1/rules", token, rule),
                                    again -> again.statusCode() != NOT_FOUND);
        }
        var _ = answer(CREATED, answer);
    }

    /** Issues a key for a node's device; it is known everywhere within 2 s. */
    public String deviceKey(String node) throws IOException, InterruptedException {
        return add("/api/v1/nodes/" + node + "/keys", "").path("key").asText();
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.mapper().readTree(answer.body());
    }
}
