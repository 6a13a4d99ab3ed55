package com.evaratech.local.launcher.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.launcher.it.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Devices that are played to a fleet. */
final class Run {

    /** A slow machine, and the lease of a channel whose poller was killed (90 s). */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Person admin;
    private final List<Part> parts;

    private Run(Person admin, List<Part> parts) {
        this.admin = admin;
        this.parts = parts;
    }

    /**
     * Registers devices as nodes, with their rules; their channels are empty and not polled yet.
     *
     * @param name to tell the nodes of one test from another's
     * @param now what the recordings were moved to
     */
    static Run of(LocalFleet fleet, Stage stage, List<Device> devices, String name, Instant now)
            throws IOException, InterruptedException {
        Person admin = Person.of(fleet, "community_admin");
        String community = admin.community();
        List<Part> parts = new ArrayList<>();
        for (Device device : devices) {
            String key = name + "-" + (parts.size() + 1) + "-" + device.name();
            String node = admin.node(community, key, device.category());
            if (device.watch().isPresent()) {
                admin.rule(community, node, key, device.watch().get().json());
            }
            parts.add(new Part(device, stage.play(device), node, Expectation.of(device, now)));
        }
        return new Run(admin, parts);
    }

    /** Lets the fleet poll the channels, every second. */
    void map() throws IOException, InterruptedException {
        for (Part part : parts) {
            admin.channel(
                    part.node(),
                    part.play().channel(),
                    1,
                    String.join(", ", part.device().fields().stream().map(Meaning::json).toList()));
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** The channel of the device at this place. */
    long channel(int place) {
        return parts.get(place).play().channel();
    }

    /** Plays what is before a channel was cleared, waits until it is read, and clears. */
    void playUntilCleared() {
        List<Part> cleared = parts.stream().filter(part -> part.play().hasNext()).toList();
        cleared.forEach(part -> part.play().all());
        cleared.forEach(part -> {
            awaitCursor(part, 0);
            part.play().clear();
        });
    }

    /** Lets rows appear until this share of them is left. */
    void playUntil(double share) {
        parts.forEach(part -> part.play().until(share));
    }

    /** Lets all rows appear. */
    void playAll() {
        parts.forEach(part -> part.play().all());
    }

    /** Waits until every channel is read to its end. */
    void awaitRead() {
        parts.forEach(part -> awaitCursor(part, part.expectation().lastEpoch()));
    }

    private void awaitCursor(Part part, int epoch) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> {
                    JsonNode cursor =
                            admin.get("/api/v1/channels/" + part.node()).at("/channel/cursor");
                    assertThat(cursor.path("entry_id").asLong())
                            .as(part.device().name())
                            .isEqualTo(part.play().end());
                    assertThat(cursor.path("epoch").asInt()).isEqualTo(epoch);
                });
    }
}
