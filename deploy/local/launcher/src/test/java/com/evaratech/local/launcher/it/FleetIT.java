package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetIT {

    private static final List<String> SERVICES =
            List.of(
                    "node-service",
                    "telemetry-service",
                    "alert-service",
                    "thingspeak-poller",
                    "gateway-service");

    @TempDir private Path home;

    private LocalFleet fleet;

    @BeforeEach
    void prepare() {
        fleet = new LocalFleet(home);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        fleet.stop();
    }

    /** One life of an installation: a first day, a second one, a crash, a third one. */
    @Test
    void shouldKeepWhatPeopleEnteredOverStopsAndKills() throws IOException, InterruptedException {
        LocalFleet.Result first = fleet.up();
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.output())
                .contains("Evara is ready after", fleet.gateway(), "./evara token --role")
                .contains("  thingspeak           ready in ");
        assertThat(ready(fleet.status())).isTrue();

        String id = registerNode();
        assertRefusesEverybodyElse();
        assertThat(fleet.up().output()).contains("Evara is running already at " + fleet.gateway());

        List<ProcessHandle> firstDay = processes();
        assertThat(fleet.run("down").output()).startsWith("Evara is stopped");
        assertThat(firstDay).noneMatch(ProcessIdentity::isRunning);
        assertThat(fleet.status().path("gateway").isNull()).isTrue();

        assertThat(fleet.up().status()).isZero();
        assertThat(fleet.get("/api/v1/nodes/" + id, fleet.token("viewer")).statusCode())
                .isEqualTo(200);

        List<ProcessHandle> orphans = processes();
        assertThat(OrderlyStop.kill(fleet.supervisor())).isEqualTo(OrderlyStop.Outcome.KILLED);
        assertThat(orphans).allMatch(ProcessIdentity::isRunning);
        assertThat(fleet.status().path("ready").asBoolean()).isFalse();

        LocalFleet.Result afterKill = fleet.up();
        assertThat(afterKill.status()).as(afterKill.toString()).isZero();
        assertThat(afterKill.output())
                .contains("An earlier launcher was killed and left running: postgres (process")
                .contains("stopped %d processes of the earlier run".formatted(orphans.size()));
        assertThat(orphans).noneMatch(ProcessIdentity::isRunning);
        assertThat(fleet.get("/api/v1/nodes/" + id, fleet.token("viewer")).statusCode())
                .isEqualTo(200);

        assertThat(OrderlyStop.kill(fleet.supervisor())).isEqualTo(OrderlyStop.Outcome.KILLED);
        assertThat(fleet.run("down").output())
                .contains("Evara is stopped (8 processes of a killed run).");
        assertThat(fleet.run("down").output()).isEqualTo("Evara is not running.\n");
        assertThat(home.resolve("run/fleet.json")).doesNotExist();
    }

    private boolean ready(JsonNode status) {
        List<String> names = new ArrayList<>();
        status.path("services")
                .forEach(service -> {
                    names.add(service.path("name").asText());
                    assertThat(service.path("ready").asBoolean()).isTrue();
                    assertThat(service.path("pid").asLong()).isPositive();
                    assertThat(service.path("url").asText()).startsWith("http://127.0.0.1:");
                    assertThat(service.path("management").asText()).startsWith("http://127.0.0.1:");
                });
        assertThat(names).isEqualTo(SERVICES);
        assertThat(status.path("gateway").asText()).isEqualTo(fleet.gateway());
        return status.path("ready").asBoolean();
    }

    private String registerNode() throws IOException, InterruptedException {
        String installer = fleet.token("installer");
        String community =
                Json.mapper()
                        .readTree(fleet.get("/api/v1/communities", installer).body())
                        .path("items")
                        .path(0)
                        .path("id")
                        .asText();
        var answer =
                fleet.post(
                        "/api/v1/nodes",
                        installer,
                        """
                        {"community_id": "%s", "key": "tank-1", "label": "Roof tank", "category": "OHT",
                         "time_zone": "Asia/Kolkata",
                         "coordinates": {"latitude": 17.44, "longitude": 78.35},
                         "geometry": {"capacity_litres": 5000, "height_cm": 200},
                         "expected_interval_seconds": 60}
                        """
                                .formatted(community));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.mapper().readTree(answer.body()).path("id").asText();
    }

    private void assertRefusesEverybodyElse() throws IOException, InterruptedException {
        assertThat(fleet.get("/api/v1/nodes", "dev-bypass-admin").statusCode()).isEqualTo(401);
        assertThat(fleet.get("/api/v1/channels", fleet.token("customer")).statusCode())
                .isEqualTo(403);
        assertThat(Files.exists(home.resolve("secrets/jwt"))).isTrue();
    }

    private List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> processes = new ArrayList<>();
        fleet.record()
                .path("parts")
                .forEach(part ->
                        processes.add(
                                ProcessHandle.of(part.path("process").path("pid").asLong())
                                        .orElseThrow()));
        return processes;
    }
}
