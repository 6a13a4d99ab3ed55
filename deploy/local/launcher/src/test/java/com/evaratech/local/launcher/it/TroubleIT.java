package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong on people's machines: one clear sentence, a way out, and nothing left running.
 */
class TroubleIT {

    @TempDir private Path home;
    @TempDir private Path own;

    private LocalFleet fleet;

    @BeforeEach
    void prepare() {
        fleet = new LocalFleet(home);
    }

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        assertThat(home.resolve("run/fleet.json")).doesNotExist();
        assertThat(fleet.status().path("gateway").isNull()).isTrue();
        assertThat(ProcessTable.workingBelow(home)).isEmpty();
    }

    @Test
    void shouldSayWhoHasThePortAndProposeAnother() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            Ran result = fleet.run("up", "--port", Integer.toString(port));

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output())
                    .contains("Port %d for the gateway is taken by ".formatted(port))
                    .contains("(process %d)".formatted(ProcessHandle.current().pid()))
                    .contains("./evara up --port %d".formatted(port + 1));
        }
    }

    @Test
    void shouldSayHowToBuildTheNativeExecutableThatIsMissing()
            throws IOException, InterruptedException {
        Ran result = fleet.run("up", "-d", "--native");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("node-service has no native executable (")
                .contains("build it with: ./evara native node-service");
    }

    @Test
    void shouldRefuseToStartOnAFullDisk() throws IOException, InterruptedException {
        Ran result = fleet.with("EVARA_MIN_FREE_MB", "999999999").up();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("the disk of %s is nearly full".formatted(home))
                .contains("999999999 are needed")
                .contains("put EVARA_HOME on another disk");
    }

    @Test
    void shouldRefuseDataOfAnotherPostgresVersion() throws IOException, InterruptedException {
        Path cluster = Files.createDirectories(home.resolve("data/postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "15\n");

        Ran result = fleet.up();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("was written by version 15, and Evara brings version 18")
                .contains("move the directory away to start empty");
    }

    /** On the operator's Redis besides, and so on a PostgreSQL of its own. */
    @Test
    void shouldShowTheLastLinesOfAServiceThatIsNotReadyInTime()
            throws IOException, InterruptedException {
        Ran result;
        try (var redis =
                LocalRedis.start(
                        LocalServerOptions.of(own.resolve("redis"), Secrets.generate())
                                .endingWithOwner())) {
            result = fleet.with("EVARA_READY_SECONDS", "1").with("REDIS_URL", redis.url()).up();
            assertThat(ProcessIdentity.isRunning(redis.process())).isTrue();
        }

        assertThat(result.status()).isEqualTo(1);
        assertThat(home.resolve("data/postgres/PG_VERSION")).exists();
        assertThat(home.resolve("data/redis")).doesNotExist();
        assertThat(result.output())
                .contains("  postgres ")
                .doesNotContain("  redis ")
                .contains(" is not ready after 1.0 s; ")
                .contains("The whole log: ./evara logs ")
                .contains("stopped in");
    }

    @Test
    void shouldRefuseADatabaseUrlThatCannotBeUnderstood() throws IOException, InterruptedException {
        Ran result = fleet.with("DATABASE_URL", "mysql://me:geheim@host/db").up();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("DATABASE_URL must be postgresql://", "unset DATABASE_URL")
                .doesNotContain("geheim");
    }

    @Test
    void shouldSayThatTheRedisOfTheOperatorDoesNotAnswer()
            throws IOException, InterruptedException {
        String url = "redis://127.0.0.1:" + LoopbackPorts.free();

        Ran result = fleet.with("REDIS_URL", url).up();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("where no Redis answers", "unset REDIS_URL");
    }

    @Test
    void shouldNotBeHeldUpByALockFileThatIsLeft() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/lock"), "");

        assertThat(fleet.run("down").output()).isEqualTo("Evara is not running.\n");
    }

    @Test
    void shouldSayThatNothingRuns() throws IOException, InterruptedException {
        assertThat(fleet.run("status").output())
                .isEqualTo("Evara is not running; start it with: ./evara up\n");
    }

    @Test
    void shouldSayThatATokenNeedsARunningFleet() throws IOException, InterruptedException {
        Ran result = fleet.run("token", "--role", "viewer");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("Evara is not running; start it with: ./evara up -d");
    }

    @Test
    void shouldNameTheRolesWhenOneIsMisspelt() throws IOException, InterruptedException {
        Ran result = fleet.run("token", "--role", "admin");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains("--role must be one of superadmin, distributor");
    }
}
