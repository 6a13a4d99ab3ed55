package com.evaratech.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.DirectoryInUse;
import com.evaratech.local.LocalServerException.ForeignDirectory;
import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.OtherVersion;
import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerException.WrongPassword;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    private static final String PASSWORD = Secrets.generate();

    @TempDir static Path shelf;

    @TempDir Path directory;

    private final List<String> notices = new ArrayList<>();
    private LocalServerOptions options;

    /** Creating a cluster is the slow part: it is done once, and each test opens a copy. */
    @BeforeAll
    static void createCluster() {
        LocalPostgres.start(LocalServerOptions.of(shelf.resolve("cluster"), PASSWORD)).close();
    }

    @BeforeEach
    void options() {
        options =
                LocalServerOptions.of(directory.resolve("post gres"), PASSWORD)
                        .endingWithOwner()
                        .withNotices(notices::add);
    }

    private void copyCluster() throws IOException, InterruptedException {
        String copy = options.dataDirectory().toString();
        run("cp", "-Rp", shelf.resolve("cluster").toString(), copy);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @AfterEach
    void stopWhatIsLeft() {
        var _ = LocalPostgres.stopRunningOn(options);
    }

    @Test
    void shouldRunWithDurableSettingsWhenConfigurationSaysOtherwise() throws Exception {
        copyCluster();
        try (LocalPostgres first = LocalPostgres.start(options)) {
            execute(first, "ALTER SYSTEM SET fsync = off");
            execute(first, "ALTER SYSTEM SET synchronous_commit = off");
            execute(first, "ALTER SYSTEM SET full_page_writes = off");
            execute(first, "ALTER SYSTEM SET listen_addresses = '*'");
        }

        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW log_timezone")).isEqualTo("UTC");
            assertThat(query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void shouldKeepAsManyPagesInMemoryAsItIsTold() throws Exception {
        copyCluster();
        try (LocalPostgres usual = LocalPostgres.start(options)) {
            assertThat(query(usual, "SHOW shared_buffers")).isEqualTo("256MB");
        }

        try (LocalPostgres small = LocalPostgres.start(options.withBuffersMebibytes(48))) {
            assertThat(query(small, "SHOW shared_buffers")).isEqualTo("48MB");
        }
    }

    @Test
    void shouldFindYesterdaysDataWhenStartedAgain() throws Exception {
        copyCluster();
        try (LocalPostgres first = LocalPostgres.start(options)) {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (LocalPostgres second = LocalPostgres.start(options)) {
            assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldFindCommittedDataWhenServerWasKilled() throws Exception {
        copyCluster();
        LocalPostgres killed = LocalPostgres.start(options);
        execute(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
        try (Connection session = killed.admin().connect("postgres")) {
            assertThat(session.isClosed()).isFalse();
            var _ = OrderlyStop.kill(killed.process());
            killed.close();

            try (LocalPostgres next = LocalPostgres.start(options)) {
                assertThat(query(next, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void shouldFindCommittedDataWhenServerThatWaitsForNoDiskWasKilled() throws Exception {
        copyCluster();
        LocalPostgres killed = LocalPostgres.start(options.goneWithMachine());
        assertThat(query(killed, "SHOW fsync")).isEqualTo("off");
        execute(killed, "CREATE TABLE kept AS SELECT 42 AS answer");
        var _ = OrderlyStop.kill(killed.process());
        killed.close();

        try (LocalPostgres next = LocalPostgres.start(options)) {
            assertThat(query(next, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void shouldStopOrphanFirstWhenItsOwnerWasKilled() throws Exception {
        copyCluster();
        OtherOwner owner = OtherOwner.startPostgres(options);
        ProcessHandle orphan = owner.server();
        owner.kill();
        assertThat(orphan.isAlive()).isTrue();

        try (LocalPostgres next = LocalPostgres.start(options)) {
            assertThat(next.process().pid()).isNotEqualTo(orphan.pid());
            assertThat(query(next, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(ProcessIdentity.isRunning(orphan)).isFalse();
        assertThat(notices).singleElement().asString().contains("process " + orphan.pid());
    }

    @Test
    void shouldEndWithOwnerWhenAsked() throws Exception {
        copyCluster();
        OtherOwner owner = OtherOwner.startPostgresThatEndsWithOwner(options);
        ProcessHandle server = owner.server();

        owner.kill();

        assertThat(OrderlyStop.awaitEnd(server, OtherOwner.PATIENCE)).isTrue();
    }

    @Test
    void shouldRefuseSecondOwnerWhenFirstStillRuns() throws Exception {
        copyCluster();
        try (LocalPostgres first = LocalPostgres.start(options)) {
            assertThatThrownBy(() -> LocalPostgres.start(options))
                    .isInstanceOf(DirectoryInUse.class)
                    .hasMessageContaining(options.dataDirectory().toString());
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldRefuseSecondOwnerWhenFirstIsAnotherProcess() throws Exception {
        copyCluster();
        OtherOwner owner = OtherOwner.startPostgres(options);
        try {
            assertThatThrownBy(() -> LocalPostgres.start(options))
                    .isInstanceOf(DirectoryInUse.class)
                    .hasMessageContaining("process " + owner.pid());
        } finally {
            owner.kill();
        }
    }

    @Test
    void shouldIgnorePidFileWhenItsProcessIsAnotherProgram() throws Exception {
        copyCluster();
        Path pidFile = options.dataDirectory().resolve("postmaster.pid");
        Files.writeString(
                pidFile, ProcessHandle.current().pid() + "\n" + options.dataDirectory() + "\n");

        try (LocalPostgres second = LocalPostgres.start(options)) {
            assertThat(query(second, "SELECT 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldNameBothVersionsWhenDirectoryIsOfAnother() throws IOException {
        Files.createDirectories(options.dataDirectory());
        Files.writeString(options.dataDirectory().resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> LocalPostgres.start(options))
                .isInstanceOf(OtherVersion.class)
                .hasMessageContaining("version 15")
                .hasMessageContaining("version 18")
                .hasMessageContaining(options.dataDirectory().toString());
        assertThat(options.dataDirectory().resolve("PG_VERSION")).hasContent("15\n");
    }

    @Test
    void shouldLeaveDirectoryAloneWhenItHoldsSomethingElse() throws IOException {
        Files.createDirectories(options.dataDirectory());
        Path letter = Files.writeString(options.dataDirectory().resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> LocalPostgres.start(options)).isInstanceOf(ForeignDirectory.class);
        assertThat(letter).hasContent("dear");
    }

    @Test
    void shouldNameHolderWhenPortIsBusy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, LoopbackPorts.address(0).getAddress())) {
            assertThatThrownBy(() -> LocalPostgres.start(options.withPort(busy.getLocalPort())))
                    .isInstanceOf(PortBusy.class)
                    .hasMessageContaining("Port " + busy.getLocalPort());
        }
    }

    @Test
    void shouldListenOnPortWhenItIsFixed() throws Exception {
        copyCluster();
        int port = LoopbackPorts.free();

        try (LocalPostgres postgres = LocalPostgres.start(options.withPort(port))) {
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(postgres.url("postgres")).endsWith("@127.0.0.1:" + port + "/postgres");
        }
    }

    @Test
    void shouldSayWhatToDoWhenPasswordIsAnother() throws Exception {
        copyCluster();
        LocalServerOptions other =
                LocalServerOptions.of(options.dataDirectory(), Secrets.generate());

        assertThatThrownBy(() -> LocalPostgres.start(other))
                .isInstanceOf(WrongPassword.class)
                .hasMessageNotContaining(other.password());
        assertThat(LocalPostgres.stopRunningOn(options)).isEmpty();
    }

    @Test
    void shouldTrustNobodyWhenAccessRulesWereOpened() throws Exception {
        copyCluster();
        Files.writeString(
                options.dataDirectory().resolve("pg_hba.conf"),
                "host all all 127.0.0.1/32 trust\n");

        try (LocalPostgres second = LocalPostgres.start(options)) {
            AdminAccess stranger = new AdminAccess("127.0.0.1", second.port(), "postgres", "guess");
            assertThatThrownBy(() -> stranger.connect("postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void shouldTellServersReasonWhenItDoesNotStart() throws Exception {
        copyCluster();
        Files.delete(options.dataDirectory().resolve("global").resolve("pg_control"));

        assertThatThrownBy(() -> LocalPostgres.start(options))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("pg_control")
                .hasMessageContaining(options.log().toString());
    }

    @Test
    @EnabledIf("isRootOnLinux")
    void shouldSayNoSpaceWhenDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString());
        try {
            LocalServerOptions onDisk = LocalServerOptions.of(disk.resolve("postgres"), PASSWORD);

            assertThatThrownBy(() -> LocalPostgres.start(onDisk))
                    .isInstanceOf(NoSpace.class)
                    .hasMessageContaining("MiB free")
                    .hasMessageContaining(disk.toString());
            assertThat(onDisk.dataDirectory()).doesNotExist();
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Only root may mount a disk small enough. */
    static boolean isRootOnLinux() {
        return "root".equals(System.getProperty("user.name")) && OS.LINUX.isCurrentOs();
    }

    @Test
    void shouldStartOverWhenCreationWasInterrupted() throws IOException {
        Path half = options.dataDirectory().resolveSibling("post gres.creating");
        Files.createDirectories(half);
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (LocalPostgres postgres = LocalPostgres.start(options)) {
            assertThat(postgres.port()).isPositive();
        }
        assertThat(half).doesNotExist();
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.admin().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.admin().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
