package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.seen.FleetLogs;
import com.evaratech.local.launcher.it.seen.FleetPanels;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FleetIT {

    @RegisterExtension final PackagedFleet packaged = new PackagedFleet();

    private LocalFleet fleet;

    @BeforeEach
    void prepare() {
        fleet = packaged.get();
        if (FleetPanels.canBeAsked()) {
            fleet.observe();
        }
    }

    /** One life of an installation: a start that is killed, a first day, a second one, a crash. */
    @Test
    void shouldKeepWhatPeopleEnteredOverStopsAndKills() throws IOException, InterruptedException {
        List<ProcessHandle> orphans = startAndKill();
        Ran first = fleet.start();
        assertThat(first.output())
                .contains("An earlier launcher was killed and left running: postgres (process")
                .containsPattern("stopped \\d+ processes of the earlier run")
                .contains("Evara is ready after", fleet.gateway(), "./evara token --role")
                .contains("  thingspeak           ready in ");
        assertThat(orphans).noneMatch(ProcessIdentity::isRunning);
        assertThat(ready(Json.mapper().readTree(fleet.run("status", "--json").output()))).isTrue();

        new Journey(fleet).walk();
        String id = registerNode();
        assertRefusesEverybodyElse();
        assertLetsPeopleSignInAndTellsOfIt();
        assertThat(fleet.up().output()).contains("Evara is running already at " + fleet.gateway());

        List<ProcessHandle> firstDay = processes();
        assertAllWorkHere(firstDay);
        assertThat(fleet.run("down").output()).startsWith("Evara is stopped");
        assertThat(firstDay).noneMatch(ProcessIdentity::isRunning);
        assertNobodyIsLeft();
        assertThat(fleet.status().path("gateway").isNull()).isTrue();

        Ran _ = fleet.start();
        String viewer = fleet.run("token", "--role", "viewer").output().strip();
        assertThat(fleet.get("/api/v1/nodes/" + id, viewer).statusCode()).isEqualTo(200);

        List<ProcessHandle> secondDay = processes();
        assertThat(OrderlyStop.kill(fleet.supervisor())).isEqualTo(OrderlyStop.Outcome.KILLED);
        assertThat(secondDay).allMatch(ProcessIdentity::isRunning);
        assertThat(fleet.status().path("ready").asBoolean()).isFalse();
        assertThat(fleet.run("down").output())
                .contains(
                        "Evara is stopped (%d processes of a killed run)."
                                .formatted(secondDay.size()));
        assertThat(secondDay).noneMatch(ProcessIdentity::isRunning);
        assertNobodyIsLeft();
        assertThat(fleet.run("down").output()).isEqualTo("Evara is not running.\n");
        assertThat(fleet.home().resolve("run/fleet.json")).doesNotExist();
    }

    /** Or nothing of theirs would be found if it was left. */
    private void assertAllWorkHere(List<ProcessHandle> processes) throws IOException {
        if (ProcessTable.canTell()) {
            assertThat(ProcessTable.workingBelow(fleet.home())).containsAll(processes);
        }
    }

    /** Nor what these processes had started, which no record names. */
    private void assertNobodyIsLeft() throws IOException {
        assertThat(ProcessTable.workingBelow(fleet.home())).isEmpty();
    }

    /** What is left of a start whose launcher is killed once its servers run. */
    private List<ProcessHandle> startAndKill() throws IOException {
        Process launcher = fleet.startCommand("up", "--port", Integer.toString(fleet.port()));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> fleet.pid("redis") > 0);
        assertThat(OrderlyStop.kill(launcher.toHandle())).isEqualTo(OrderlyStop.Outcome.KILLED);
        List<ProcessHandle> left = new ArrayList<>(processes());
        left.addAll(notWrittenDown(left));
        assertThat(left).hasSizeGreaterThan(1).allMatch(ProcessIdentity::isRunning);
        return left;
    }

    /** Whoever is killed may just have begun a process, and not have come to write it down. */
    private List<ProcessHandle> notWrittenDown(List<ProcessHandle> writtenDown) throws IOException {
        return ProcessTable.workingBelow(fleet.home()).stream()
                .filter(it -> !writtenDown.contains(it))
                .filter(it -> writtenDown.stream().noneMatch(one -> isBegunBy(one, it)))
                .toList();
    }

    private static boolean isBegunBy(ProcessHandle one, ProcessHandle other) {
        return one.descendants().anyMatch(other::equals);
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
        assertThat(names).isEqualTo(LocalFleet.SERVICES);
        assertThat(status.path("gateway").asText()).isEqualTo(fleet.gateway());
        return status.path("ready").asBoolean();
    }

    private String registerNode() throws IOException, InterruptedException {
        Person installer = Person.of(fleet, "installer");
        return installer
                .add(
                        "/api/v1/nodes",
                        """
                        {"community_id": "%s", "key": "tank-1", "label": "Roof tank", "category": "OHT",
                         "time_zone": "Asia/Kolkata",
                         "coordinates": {"latitude": 17.44, "longitude": 78.35},
                         "geometry": {"capacity_litres": 5000, "height_cm": 200},
                         "expected_interval_seconds": 60}
                        """
                                .formatted(installer.community()))
                .path("id")
                .asText();
    }

    private void assertRefusesEverybodyElse() throws IOException, InterruptedException {
        assertThat(fleet.get("/api/v1/nodes", "dev-bypass-admin").statusCode()).isEqualTo(401);
        assertThat(fleet.get("/api/v1/channels", fleet.token("customer")).statusCode())
                .isEqualTo(403);
        assertThat(Files.exists(fleet.home().resolve("secrets/jwt"))).isTrue();
    }

    private void assertLetsPeopleSignInAndTellsOfIt() throws IOException, InterruptedException {
        String[] person =
                fleet.run("password", "--role", "installer").output().strip().split(" ", 2);
        HttpResponse<String> signedIn = signIn(person[0], person[1]);
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        String token = Json.mapper().readTree(signedIn.body()).path("access_token").asText();
        assertThat(fleet.get("/api/v1/nodes", token).statusCode()).isEqualTo(200);
        assertThat(signIn(person[0], "guess").statusCode()).isEqualTo(401);

        String superadmin = fleet.token("superadmin");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        fleet.get("/api/v1/audit?subject_type=session", superadmin)
                                                .body())
                                .contains("signed_in", "sign_in_failed", person[0])
                                .doesNotContain(person[1], "guess"));
        FleetLogs.assertWithoutSecrets(fleet, List.of(person[1], token, superadmin));
    }

    private HttpResponse<String> signIn(String email, String password)
            throws IOException, InterruptedException {
        return fleet.post(
                "/api/v1/auth/sign-in",
                "",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
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
