package com.evaratech.local.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.DirectoryInUse;
import com.evaratech.local.LocalServerException.OtherVersion;
import com.evaratech.local.LocalServerException.PortBusy;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRedisIT {

    @TempDir Path directory;

    private final List<String> notices = new ArrayList<>();
    private LocalServerOptions options;

    @BeforeEach
    void options() {
        options =
                LocalServerOptions.of(directory.resolve("red is"), Secrets.generate())
                        .endingWithOwner()
                        .withNotices(notices::add);
    }

    @AfterEach
    void stopWhatIsLeft() {
        var _ = LocalRedis.stopRunningOn(options.dataDirectory());
    }

    @ParameterizedTest
    @CsvSource({"aof_enabled:1", "maxmemory_policy:noeviction", "redis_version:7.0.15"})
    void shouldRunDurablyWhenStarted(String fact) throws IOException {
        try (LocalRedis redis = LocalRedis.start(options);
                RedisConnection connection = redis.connect()) {
            assertThat(connection.call("INFO", "everything")).get().asString().contains(fact);
        }
    }

    @Test
    void shouldSyncEveryWriteWhenStarted() throws IOException {
        try (LocalRedis redis = LocalRedis.start(options);
                Socket socket = new Socket(LoopbackPorts.address(0).getAddress(), redis.port())) {
            String commands =
                    "AUTH %s\r\nCONFIG GET appendfsync\r\nQUIT\r\n".formatted(options.password());
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream())
                    .asString(StandardCharsets.US_ASCII)
                    .contains("always");
        }
    }

    @Test
    void shouldFindYesterdaysDataWhenStartedAgain() throws IOException {
        write("kept", "42");

        try (LocalRedis second = LocalRedis.start(options);
                RedisConnection connection = second.connect()) {
            assertThat(connection.call("GET", "kept")).contains("42");
            assertThat(connection.call("GET", "missing")).isEmpty();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldFindAcknowledgedWriteWhenServerWasKilled() throws IOException {
        LocalRedis killed = LocalRedis.start(options);
        try (RedisConnection connection = killed.connect()) {
            assertThat(connection.call("SET", "kept", "42")).contains("OK");
        }
        var _ = OrderlyStop.kill(killed.process());
        killed.close();

        try (LocalRedis next = LocalRedis.start(options);
                RedisConnection connection = next.connect()) {
            assertThat(connection.call("GET", "kept")).contains("42");
        }
    }

    @Test
    void shouldStopOrphanFirstWhenItsOwnerWasKilled() throws IOException {
        OtherOwner owner = OtherOwner.start(options);
        ProcessHandle orphan = owner.server();
        owner.kill();
        assertThat(orphan.isAlive()).isTrue();

        try (LocalRedis next = LocalRedis.start(options);
                RedisConnection connection = next.connect()) {
            assertThat(connection.call("GET", "kept")).contains("42");
        }
        assertThat(ProcessIdentity.isRunning(orphan)).isFalse();
        assertThat(notices).singleElement().asString().contains("process " + orphan.pid());
    }

    @Test
    void shouldCarryEveryTextUnchanged() throws IOException {
        try (LocalRedis redis = LocalRedis.start(options);
                RedisConnection connection = redis.connect()) {
            for (String text : List.of("", "two words", "line\r\nbreak", "$3\r\n", "größer")) {
                assertThat(connection.call("SET", text, text)).contains("OK");
                assertThat(connection.call("GET", text)).contains(text);
            }
        }
    }

    @Test
    void shouldRefuseSecondOwnerWhenFirstStillRuns() {
        try (LocalRedis first = LocalRedis.start(options)) {
            assertThatThrownBy(() -> LocalRedis.start(options)).isInstanceOf(DirectoryInUse.class);
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldLeaveNoServerWhenItDoesNotAnswerInTime() throws IOException {
        var _ = Files.createDirectories(options.dataDirectory());

        assertThatThrownBy(() -> RedisProcess.start(options, LoopbackPorts.free(), Duration.ZERO))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("no answer within 0 s");

        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process ->
                        ProcessIdentity.isRunning(process)
                                && process.info()
                                        .commandLine()
                                        .orElse("")
                                        .contains(options.dataDirectory().toString()));
    }

    @Test
    void shouldNameHolderWhenPortIsBusy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, LoopbackPorts.address(0).getAddress())) {
            assertThatThrownBy(() -> LocalRedis.start(options.withPort(busy.getLocalPort())))
                    .isInstanceOf(PortBusy.class)
                    .hasMessageContaining("Port " + busy.getLocalPort());
        }
    }

    @Test
    void shouldListenOnPortWhenItIsFixed() {
        int port = LoopbackPorts.free();

        try (LocalRedis redis = LocalRedis.start(options.withPort(port))) {
            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.url())
                    .isEqualTo("redis://:" + options.password() + "@127.0.0.1:" + port);
        }
    }

    @Test
    void shouldRefuseStrangerWhenPasswordIsWrong() {
        try (LocalRedis redis = LocalRedis.start(options)) {
            assertThatThrownBy(() -> RedisConnection.open(redis.port(), "guess"))
                    .isInstanceOf(RedisErrorReply.class)
                    .hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void shouldSayWhatToDoWhenDataIsOfNewerVersion() throws IOException {
        write("kept", "42");
        Path base = baseFile();
        byte[] content = Files.readAllBytes(base);
        System.arraycopy(
                "REDIS0099".getBytes(StandardCharsets.US_ASCII),
                0,
                content,
                0,
                "REDIS0099".length());
        Files.write(base, content);

        assertThatThrownBy(() -> LocalRedis.start(options))
                .isInstanceOf(OtherVersion.class)
                .hasMessageContaining("7.0.15")
                .hasMessageContaining(options.dataDirectory().toString());
        assertThat(LocalRedis.stopRunningOn(options.dataDirectory())).isEmpty();
    }

    private void write(String key, String value) throws IOException {
        try (LocalRedis redis = LocalRedis.start(options);
                RedisConnection connection = redis.connect()) {
            assertThat(connection.call("SET", key, value)).contains("OK");
        }
    }

    private Path baseFile() throws IOException {
        try (Stream<Path> files = Files.list(options.dataDirectory().resolve("appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".base.rdb"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
