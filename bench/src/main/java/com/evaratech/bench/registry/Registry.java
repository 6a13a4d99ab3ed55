package com.evaratech.bench.registry;

import com.evaratech.bench.fleet.NodeService;
import com.evaratech.bench.host.Pause;
import com.evaratech.local.identity.LocalIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The registry as people of all roles ask it, one request after the other. */
final class Registry implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final String PROFILES = "/api/v1/profiles/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final NodeService service;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);

    /** The node whose device has keys; empty before the first. */
    private String device = "";

    Registry(NodeService service) {
        this.service = service;
        for (Role role : Role.values()) {
            tokens.put(role, service.token(LocalIssuer.subjectOf(role.code())));
        }
    }

    /** Gives each role to somebody, and returns when all of them are let in. */
    void admit() throws IOException, InterruptedException {
        awaitProfile(Role.SUPERADMIN, true);
        for (Role role : Role.values()) {
            if (role != Role.SUPERADMIN) {
                var path = PROFILES + LocalIssuer.subjectOf(role.code());
                byte[] body = JSON.writeValueAsBytes(role.profile());
                var _ = send(request(Role.SUPERADMIN, path), "PUT", "application/json", body);
                awaitProfile(role, true);
            }
        }
    }

    /** Returns when the service has noticed that its bus was emptied, and has read all anew. */
    void awaitReadAnew() throws IOException, InterruptedException {
        awaitProfile(Role.SUPERADMIN, false);
        awaitProfile(Role.SUPERADMIN, true);
    }

    private void awaitProfile(Role role, boolean isLetIn) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var request = request(role, "/api/v1/profile").build();
        while ((http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200)
                != isLetIn) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "a %s is %s the registry"
                                .formatted(
                                        role.code(), isLetIn ? "not let into" : "still let into"));
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /** Asks for a list and reads the answer to its end. */
    byte[] get(Role role, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(request(role, path).build(), HttpResponse.BodyHandlers.ofByteArray());
        return checked(answer).body();
    }

    /** Imports nodes; returns what became of them. */
    JsonNode importNodes(String type, byte[] file, boolean isDryRun)
            throws IOException, InterruptedException {
        var path = "/api/v1/nodes/import?dry_run=" + isDryRun;
        return JSON.readTree(send(request(Role.COMMUNITY_ADMIN, path), "POST", type, file));
    }

    /** Gives a person the role of a viewer; returns who it is. */
    String letIn() throws IOException, InterruptedException {
        var subject = UUID.randomUUID().toString();
        var _ =
                send(
                        request(Role.SUPERADMIN, PROFILES + subject),
                        "PUT",
                        "application/json",
                        JSON.writeValueAsBytes(Role.VIEWER.profile()));
        return subject;
    }

    /** Issues a key to a program; returns its id. */
    String issueApiKey() throws IOException, InterruptedException {
        var wish = Map.of("name", "bench", "role", "viewer", "community_id", Tree.COMMUNITY);
        byte[] issued = post("/api/v1/api-keys", JSON.writeValueAsBytes(wish));
        return JSON.readTree(issued).path("api_key").path("id").asText();
    }

    /** Revokes a program's key. */
    void revokeApiKey(String id) throws IOException, InterruptedException {
        delete("/api/v1/api-keys/" + id);
    }

    /** Issues a key to the bench's own device; returns its id. */
    String issueDeviceKey() throws IOException, InterruptedException {
        byte[] issued = post(deviceKeys(), JSON.writeValueAsBytes(Map.of()));
        return JSON.readTree(issued).path("id").asText();
    }

    /** Revokes a key of that device. */
    void revokeDeviceKey(String id) throws IOException, InterruptedException {
        delete(deviceKeys() + "/" + id);
    }

    private String deviceKeys() throws IOException, InterruptedException {
        if (device.isEmpty()) {
            var first = JSON.readTree(get(Role.SUPERADMIN, "/api/v1/nodes?limit=1"));
            device = first.path("items").path(0).path("id").asText();
        }
        return "/api/v1/nodes/%s/keys".formatted(device);
    }

    private byte[] post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(Role.SUPERADMIN, path), "POST", "application/json", body);
    }

    private void delete(String path) throws IOException, InterruptedException {
        var _ =
                checked(
                        http.send(
                                request(Role.SUPERADMIN, path).DELETE().build(),
                                HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Disables the profile of a person who was let in, in its first version. */
    void shutOut(String subject) throws IOException, InterruptedException {
        var profile = Role.VIEWER.profile();
        profile.put("active", false);
        var _ =
                send(
                        request(Role.SUPERADMIN, PROFILES + subject).header("If-Match", "\"1\""),
                        "PUT",
                        "application/json",
                        JSON.writeValueAsBytes(profile));
    }

    private byte[] send(HttpRequest.Builder request, String method, String type, byte[] body)
            throws IOException, InterruptedException {
        var whole =
                request.header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return checked(http.send(whole, HttpResponse.BodyHandlers.ofByteArray())).body();
    }

    private HttpRequest.Builder request(Role role, String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path))
                .header("Authorization", "Bearer " + Objects.requireNonNull(tokens.get(role)));
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s answered %d: %s"
                            .formatted(
                                    answer.uri(),
                                    answer.statusCode(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
