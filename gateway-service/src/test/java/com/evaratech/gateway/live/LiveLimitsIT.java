package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.Impatient;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Clients of whom nothing is heard. */
@QuarkusTest
@TestProfile(Impatient.class)
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class LiveLimitsIT {

    @Inject MeterRegistry metrics;

    @Test
    void shouldEndAClientThatNeverSaysWhatItWants() {
        awaitThatNobodyIsConnected();
        try (var client = LiveClient.connect(viewer())) {
            client.awaitClose(4408);
        }
    }

    @Test
    void shouldEndAClientThatDoesNotAnswerPings() {
        awaitThatNobodyIsConnected();
        var before = silences();
        try (var other = LiveClient.connect(viewer()).subscribe("all");
                var silent = LiveClient.connectWithoutReading(viewer())) {
            silent.say("{\"subscribe\":\"all\"}");

            await().atMost(LiveClient.PATIENCE).until(() -> silences() > before);

            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void shouldEndAClientThatSendsTooMuch() {
        awaitThatNobodyIsConnected();
        try (var client = LiveClient.connect(viewer()).subscribe("all")) {
            try {
                for (int i = 0; i < 20; i++) {
                    client.sayPing();
                }
            } catch (CompletionException e) {
                // It was ended before the last of them.
            }

            client.awaitClose(4429);
        }
    }

    @Test
    void shouldAskReadersOfEventsWhetherTheyAreThere() {
        awaitThatNobodyIsConnected();
        try (var client = EventClient.connect(viewer())) {
            client.awaitComment();
        }
    }

    @Test
    void shouldBoundTheConnectionsOfAProcess() {
        awaitThatNobodyIsConnected();
        try (var first = LiveClient.connect(viewer()).subscribe("all");
                var second = LiveClient.connect(viewer()).subscribe("all")) {
            assertThat(LiveClient.refusal(viewer(), "")).isEqualTo(503);
            await().during(Duration.ofSeconds(2)).until(() -> first.isOpen() && second.isOpen());
        }
    }

    @Test
    void shouldKeepNoPlaceOfClientsThatLeaveDuringTheHandshake() throws IOException {
        String token = viewer();
        for (int i = 0; i < 200; i++) {
            leaveDuringTheHandshake(token);
        }

        // A place may be kept a moment longer than the connection is counted.
        await().atMost(LiveClient.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(metrics.get("evara.live.connections").gauge().value()).isZero();
                    try (var client = LiveClient.connect(token).subscribe("all")) {
                        assertThat(client.isOpen()).isTrue();
                    }
                });
    }

    private static void leaveDuringTheHandshake(String token) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Gateway.port())) {
            // Closing resets the connection instead of ending it in order.
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            """
                            GET %s HTTP/1.1\r
                            Host: localhost\r
                            Connection: Upgrade\r
                            Upgrade: websocket\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                            Authorization: Bearer %s\r
                            \r
                            """
                                    .formatted(LiveRoute.PATH, token)
                                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void awaitThatNobodyIsConnected() {
        await().atMost(LiveClient.PATIENCE)
                .until(() -> metrics.get("evara.live.connections").gauge().value() == 0);
    }

    private double silences() {
        return metrics.counter("evara.live.ended", "reason", "silent").count();
    }

    private static String viewer() {
        return TestTokens.person(Role.VIEWER, new Scope.OfCommunity(UUID.randomUUID()));
    }
}
