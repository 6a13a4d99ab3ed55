package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.process.OrderlyStop.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path directory;

    private Process process;

    @BeforeEach
    void startProcess() throws IOException {
        Files.createFile(directory.resolve("log"));
        process = new ProcessBuilder("tail", "-f", directory.resolve("log").toString()).start();
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void shouldKnowProcessAgainWhileItRuns() {
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle()).orElseThrow();

        assertThat(identity.running()).contains(process.toHandle());
    }

    @Test
    void shouldNotTakeLaterProcessForItWhenIdIsTheSame() {
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle()).orElseThrow();
        ProcessIdentity earlier =
                new ProcessIdentity(
                        identity.pid(), identity.startedAt().minus(Duration.ofMinutes(1)));

        assertThat(earlier.running()).isEmpty();
    }

    @Test
    void shouldNotFindProcessWhenItHasEnded() {
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle()).orElseThrow();
        assertThat(OrderlyStop.kill(process.toHandle())).isEqualTo(Outcome.KILLED);

        assertThat(identity.running()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, Z, true",
        // Its first thread has ended, another one still holds its ports.
        "3, Z, false",
        "3, S, false",
        "1, R, false"
    })
    void shouldTakeProcessForEndedWhenItsLastThreadHasEnded(
            int threads, String state, boolean hasEnded) {
        String stat =
                "42 (redis) server) %s 1 42 42 0 -1 4194560 9 0 0 0 5 6 0 0 20 0 %d 0 77 0 0"
                        .formatted(state, threads);

        assertThat(ProcessIdentity.isZombie(stat)).isEqualTo(hasEnded);
    }

    @Test
    void shouldEndProcessWhenAsked() {
        assertThat(OrderlyStop.stop(process.toHandle(), PATIENCE)).isEqualTo(Outcome.ENDED);
        assertThat(OrderlyStop.stop(process.toHandle(), PATIENCE)).isEqualTo(Outcome.WAS_GONE);
    }

    @Test
    void shouldKillProcessWhenItDoesNotListen() throws Exception {
        Process deaf =
                new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; echo deaf; read -r line")
                        .start();
        try (var output = deaf.inputReader()) {
            assertThat(output.readLine()).isEqualTo("deaf");

            assertThat(OrderlyStop.stop(deaf.toHandle(), Duration.ofMillis(200)))
                    .isEqualTo(Outcome.KILLED);
        }
        assertThat(deaf.waitFor(PATIENCE)).isTrue();
    }

    @Test
    void shouldFindProcessOfPidFileWhenItIsTheProgram() throws IOException {
        Path pidFile = Files.writeString(directory.resolve("pid"), process.pid() + "\nmore\n");

        assertThat(ProcessIdentity.ofPidFile(pidFile, "tail", directory))
                .contains(process.toHandle());
        assertThat(ProcessIdentity.ofPidFile(pidFile, "postgres", directory)).isEmpty();
        assertThat(ProcessIdentity.ofPidFile(pidFile, "tail", Path.of("/elsewhere"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "not a number\n",
                "-1\n",
                "99999999999999999999\n",
                "2147483646\n"
            })
    void shouldFindNothingWhenPidFileIsDamaged(String content) throws IOException {
        Path pidFile = Files.writeString(directory.resolve("pid"), content);

        assertThat(ProcessIdentity.ofPidFile(pidFile, "tail", directory)).isEmpty();
    }

    @Test
    void shouldFindNothingWhenThereIsNoPidFile() throws IOException {
        assertThat(ProcessIdentity.ofPidFile(directory.resolve("absent"), "tail", directory))
                .isEmpty();
    }

    @Test
    void shouldLeaveServerAloneWhenWatchIsClosed() throws IOException {
        OwnerWatch watch = OwnerWatch.start(process.toHandle(), Signals.INT);

        watch.close();

        assertThat(OrderlyStop.awaitEnd(process.toHandle(), Duration.ofMillis(200))).isFalse();
    }

    @Test
    void shouldHangAndGoOnWhenSignalled() {
        Signals.STOP.send(process.toHandle());
        await().until(this::isStopped);
        process.destroy();
        assertThat(OrderlyStop.awaitEnd(process.toHandle(), Duration.ofMillis(200))).isFalse();

        Signals.CONT.send(process.toHandle());

        assertThat(OrderlyStop.awaitEnd(process.toHandle(), PATIENCE)).isTrue();
    }

    /** Of two signals that wait, the kernel may deliver the deadly one first. */
    private boolean isStopped() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
    }
}
