package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live updates of version 2 of the API: the same connections at its own paths. */
@QuarkusTest
@WithEvaraServers(schema = "")
class SecondVersionIT {

    private static final String SOCKET = "/api/v2/ws";
    private static final String EVENTS = "/api/v2/events";

    @Inject Fleet fleet;
    @Inject LiveSessions sessions;
    @Inject LiveConfig config;

    private NodeEntry tank;
    private String viewer;

    @BeforeEach
    void populate() {
        TestDirectory.markComplete();
        Placement place = Fleet.community();
        tank = fleet.tank(place);
        viewer = TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId()));
        await().atMost(LiveClient.PATIENCE).until(sessions::isFlowing);
    }

    @Test
    void shouldSendReadingsOverWebSocket() {
        try (var client = LiveClient.connectAt(SOCKET, viewer).subscribe("all")) {
            assertThat(client.protocol()).isEqualTo("evara.v1");
            fleet.accept(tank, 182.5);

            assertThat(client.awaitReadings(1).readings().getFirst().getString("node_id"))
                    .isEqualTo(tank.id().toString());
        }
    }

    @Test
    void shouldGiveThePlaceOfAWebSocketBack() {
        for (int turn = 0; turn <= config.connectionsPerPerson(); turn++) {
            // The gateway hears a moment later that the last one is over.
            await().atMost(LiveClient.PATIENCE).ignoreExceptions().until(this::isLetIn);
        }
    }

    private boolean isLetIn() {
        try (var client = LiveClient.connectAt(SOCKET, viewer).subscribe("all")) {
            return client.protocol().equals("evara.v1");
        }
    }

    @Test
    void shouldSendReadingsAsEventsToWhoShowsTheCookie() {
        try (var client = EventClient.connectByCookie(EVENTS, viewer)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.answer().headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream");
            fleet.accept(tank, 182.5);

            assertThat(client.awaitReadings(1).of("reading").getFirst().getString("node_id"))
                    .isEqualTo(tank.id().toString());
        }
    }

    @Test
    void shouldLetNobodyInWithoutAToken() {
        var socket = Gateway.send(Gateway.request(SOCKET));
        var events = Gateway.send(Gateway.request(EVENTS).header("Accept", "text/event-stream"));

        assertThat(socket.statusCode()).isEqualTo(401);
        assertThat(events.statusCode()).isEqualTo(401);
    }
}
