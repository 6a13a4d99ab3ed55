package com.evaratech.telemetry.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A node with a device key, and somebody who may look at it. */
public record Device(NodeEntry node, DeviceKey key, DeviceKeyEntry entry, String viewer) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicLong NUMBERS = new AtomicLong(7_000_000);

    /** A tank, known to everybody. */
    public static Device tank() {
        Device device = drawn();
        TestDirectory.publish(device.node);
        TestDirectory.publish(device.entry);
        TestDirectory.markComplete();
        return device;
    }

    /**
     * Waits until readings are taken: after another test's outage devices are told to come back.
     */
    public static void awaitTaken() {
        Device other = tank();
        await().atMost(PATIENCE).until(() -> other.sends("{\"metrics\": {\"ph\": 7}}") == 200);
    }

    /** A key of a node that nobody knows. */
    public static Device withoutNode() {
        Device device = drawn();
        TestDirectory.publish(device.entry);
        return device;
    }

    private static Device drawn() {
        var placement = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        NUMBERS.incrementAndGet(),
                        "TANK",
                        "OHT",
                        placement,
                        List.of());
        DeviceKey key = DeviceKey.draw(new SecureRandom());
        var entry = new DeviceKeyEntry(1, key.id(), node.id(), key.secretHash());
        String viewer =
                TestTokens.person(Role.VIEWER, new Scope.OfCommunity(placement.communityId()));
        return new Device(node, key, entry, viewer);
    }

    /** Sends a body; the status of the answer. */
    public int sends(String body) {
        return given().header(DeviceKey.HEADER, key.text())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/telemetry")
                .statusCode();
    }
}
