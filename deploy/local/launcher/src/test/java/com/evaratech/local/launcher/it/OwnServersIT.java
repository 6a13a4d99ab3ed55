package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.fleet.FleetPlan;
import com.evaratech.local.launcher.fleet.FleetPorts;
import com.evaratech.local.launcher.fleet.Foundations;
import com.evaratech.local.launcher.fleet.Member;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet on servers the operator brings, in the foreground. */
class OwnServersIT {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(500);

    @TempDir private Path directory;

    private LocalPostgres postgres;
    private LocalRedis redis;
    private LocalFleet fleet;

    @BeforeEach
    void startServers() throws SQLException {
        postgres = LocalPostgres.start(options("own-postgres"));
        try (Connection admin = postgres.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(admin, "water");
        }
        redis = LocalRedis.start(options("own-redis"));
        fleet =
                new LocalFleet(directory.resolve("home"))
                        .with("DATABASE_URL", postgres.url("water"))
                        .with("REDIS_URL", redis.url());
    }

    @AfterEach
    void stopAll() throws IOException, InterruptedException {
        fleet.stop();
        redis.close();
        postgres.close();
    }

    private LocalServerOptions options(String name) {
        return LocalServerOptions.of(directory.resolve(name), Secrets.generate()).endingWithOwner();
    }

    @Test
    void shouldUseThemRestartWhatDiesAndStopInOrderOnCtrlC()
            throws IOException, InterruptedException {
        leaveWhatAKilledRunLeaves();
        Process script = fleet.startInTheForeground(BuiltCheckout.below(directory));
        awaitReady();

        assertThat(fleet.status().path("servers")).hasSize(2);
        assertThat(fleet.home().resolve("data/postgres")).doesNotExist();
        assertThat(fleet.token("viewer")).isNotEmpty();

        ProcessHandle alert = process("alert-service");
        assertThat(alert.destroyForcibly()).isTrue();
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(process("alert-service").pid()).isNotEqualTo(alert.pid()));
        awaitReady();
        assertThat(fleet.log("launcher"))
                .contains("alert-service (process %d) died".formatted(alert.pid()));
        ProcessHandle launcher = fleet.supervisor();

        pressCtrlC(script);

        assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(ProcessIdentity.isRunning(launcher)).isFalse();
        assertThat(ProcessTable.workingBelow(fleet.home())).isEmpty();
        assertThat(fleet.home().resolve("run/fleet.json")).doesNotExist();
        assertThat(fleet.log("launcher")).contains("stopped in");
        assertThat(ProcessIdentity.isRunning(postgres.process())).isTrue();
        assertThat(ProcessIdentity.isRunning(redis.process())).isTrue();
    }

    /**
     * The lock's file and a record of processes that are gone; one's number is now that of somebody
     * else, this JVM, which had better be left alone.
     */
    private void leaveWhatAKilledRunLeaves() throws IOException {
        Layout layout = fleet.layout();
        layout.create();
        Files.createFile(layout.run().resolve("lock"));
        var gone = new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH);
        String url = "http://127.0.0.1:1";
        new FleetFile(layout)
                .write(
                        new FleetRecord(
                                FleetRecord.Phase.READY,
                                fleet.gateway(),
                                gone,
                                List.of(
                                        new Part(
                                                "node-service",
                                                Part.Kind.SERVICE,
                                                url,
                                                url,
                                                gone,
                                                0))));
    }

    /** To all of the script's group, as a terminal does. */
    private static void pressCtrlC(Process script) throws IOException, InterruptedException {
        Ran sent = Ran.toEnd(new ProcessBuilder("bash", "-c", "kill -INT -- -" + script.pid()));
        assertThat(sent.status()).as(sent.toString()).isZero();
    }

    @Test
    void shouldBringTheServerThatTheOperatorDoesNot() throws IOException {
        Foundations onTheirPostgres = foundations("DATABASE_URL", postgres.url("water"));
        Foundations onTheirRedis = foundations("REDIS_URL", redis.url());

        assertThat(onTheirPostgres.servers()).extracting(Member::name).containsExactly("redis");
        assertThat(onTheirPostgres.redisUrl()).isNotEqualTo(redis.url());
        assertThat(onTheirRedis.servers()).extracting(Member::name).containsExactly("postgres");
        assertThat(onTheirRedis.redisUrl()).isEqualTo(redis.url());
    }

    private Foundations foundations(String variable, String url) throws IOException {
        Layout layout = fleet.layout();
        layout.create();
        return new FleetPlan(
                        layout,
                        Map.of(variable, url),
                        FleetPorts.draw(fleet.port()),
                        new Progress(List.of()))
                .foundations();
    }

    private void awaitReady() {
        await().atMost(LIMIT)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(fleet.status().path("ready").asBoolean()).isTrue());
    }

    private ProcessHandle process(String name) throws IOException {
        return ProcessHandle.of(fleet.pid(name)).orElse(ProcessHandle.current());
    }
}
