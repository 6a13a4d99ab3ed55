package com.evaratech.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

/** A client whose gateway dies goes on at another one, as if nothing had happened. */
class OtherReplicaIT {

    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    // Beyond what other tests of this fixture give.
    private static final long NUMBER = 1_000_001;

    @TempDir Path directory;

    private final EchoServices services = new EchoServices();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        services.stop();
    }

    /** One of the replicas, and where it listens. */
    private record Replica(PackagedService service, int port, int management)
            implements AutoCloseable {

        void awaitReady() {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> PackagedService.get(management, "/health/ready").contains("UP"));
        }

        @Override
        public void close() {
            service.close();
        }
    }

    @Test
    void shouldTellWhatWasMissedByACursorOfAnotherReplica() throws IOException {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var tank = new NodeEntry(1, UUID.randomUUID(), NUMBER, "TANK", "OHT", place, List.of());
        TestDirectory.markComplete();
        TestDirectory.publish(tank);
        String token = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId()));
        var variables = services.start();
        try (var first = start(variables);
                var second = start(variables)) {
            first.awaitReady();
            second.awaitReady();
            try (var client = new Listening(second, token, null)) {
                var _ = client.awaitCursor(); // it sees what comes
            }
            String cursor;
            try (var client = new Listening(first, token, null)) {
                cursor = client.awaitCursor();
                accept(tank, 1);
                client.awaitLevels(1.0);
            }
            first.service().close();
            // Also without a client, each keeps what it reads.
            accept(tank, 2);

            try (var client = new Listening(second, token, cursor)) {
                client.awaitLevels(1.0, 2.0);
                var _ = client.awaitCursor();
                accept(tank, 3);
                client.awaitLevels(1.0, 2.0, 3.0);

                assertThat(client.types()).doesNotContain("reset", "paused");
            }
        }
    }

    private Replica start(Map<String, String> more) throws IOException {
        int port = PackagedService.freePort();
        int management = PackagedService.freePort();
        Map<String, String> environment = new HashMap<>(EvaraServers.variables(""));
        environment.putAll(more);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        return new Replica(PackagedService.start(directory, environment), port, management);
    }

    private static void accept(NodeEntry tank, double levelCm) {
        var stream = ReadingsStream.of(16);
        var readings =
                new NodeReadings(
                        tank.number(),
                        Kind.TANK,
                        Source.HTTP,
                        NOON,
                        List.of(Reading.of(NOON, Map.of(Metric.WATER_LEVEL_CM, levelCm))));
        var entry = EntryCodec.encode(ReadingsCodec.encode(readings, null));
        String redisUrl = EvaraServers.variables("").getOrDefault("REDIS_URL", "");
        try (var redis = new Bus(BusAddress.parse(redisUrl)).connect()) {
            var _ =
                    redis.call(
                            Command.of(Protocol.Command.XADD)
                                    .arg(stream.keys(stream.partitionOf(tank.number())).stream())
                                    .arg("*")
                                    .arg(EntryCodec.FIELD)
                                    .arg(entry));
        }
    }

    /** A client that wants to know where it is. */
    private final class Listening implements WebSocket.Listener, AutoCloseable {

        private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        Listening(Replica at, String token, @Nullable String cursor) {
            this.socket =
                    http.newWebSocketBuilder()
                            .subprotocols("evara.v1", "bearer." + token)
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:%d/api/v1/ws".formatted(at.port())),
                                    this)
                            .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                            .join();
            var wish = new JsonObject().put("subscribe", "all").put("cursor", cursor);
            var _ =
                    socket.sendText(wish.encode(), true)
                            .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                            .join();
        }

        String awaitCursor() {
            await().atMost(LONGEST).until(() -> cursor().isPresent());
            return cursor().orElseThrow();
        }

        private Optional<String> cursor() {
            return messages.stream()
                    .map(message -> message.getString("cursor", ""))
                    .filter(cursor -> !cursor.isEmpty())
                    .findFirst();
        }

        void awaitLevels(Double... levels) {
            await().atMost(LONGEST)
                    .untilAsserted(() ->
                            assertThat(messages)
                                    .filteredOn(it -> "reading".equals(it.getString("type")))
                                    .extracting(it ->
                                            it.getJsonObject("values").getDouble("water_level_cm"))
                                    .containsExactly(levels));
        }

        List<String> types() {
            return messages.stream().map(message -> message.getString("type")).toList();
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(new JsonObject(part.toString()));
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
