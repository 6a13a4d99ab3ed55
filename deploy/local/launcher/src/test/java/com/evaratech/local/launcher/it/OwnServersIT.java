package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet on servers the operator brings, in the foreground. */
class OwnServersIT {

    private static final Duration LIMIT = Duration.ofMinutes(4);

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
    void shouldUseThemRestartWhatDiesAndStopInOrderOnTerm()
            throws IOException, InterruptedException {
        Process launcher = fleet.startCommand("up", "--port", Integer.toString(fleet.port()));
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

        launcher.destroy();

        assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isZero();
        assertThat(fleet.log("launcher")).contains("stopped in");
        assertThat(ProcessIdentity.isRunning(postgres.process())).isTrue();
        assertThat(ProcessIdentity.isRunning(redis.process())).isTrue();
    }

    private void awaitReady() {
        await().atMost(LIMIT)
                // A look is a JVM of its own.
                .pollInterval(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(fleet.status().path("ready").asBoolean()).isTrue());
    }

    private ProcessHandle process(String name) throws IOException {
        return ProcessHandle.of(fleet.pid(name)).orElse(ProcessHandle.current());
    }
}
