package com.evaratech.local.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.fleet.FleetForm;
import com.evaratech.local.launcher.fleet.ServiceForm;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.RunLock;
import com.evaratech.local.launcher.process.StopSignal;
import com.evaratech.local.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherStartTest {

    @TempDir private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private Layout layout;
    private RunLock held;

    @BeforeEach
    void letAnotherLauncherRun() throws IOException {
        layout = new Layout(directory, directory);
        layout.create();
        held = RunLock.tryAcquire(layout).orElseThrow();
    }

    @AfterEach
    void release() throws IOException {
        held.close();
    }

    @Test
    void shouldWaitUntilTheOtherStartIsReady() throws Exception {
        record(FleetRecord.Phase.STARTING);
        FutureTask<Boolean> waiting = begin();
        awaitSaid("Evara is being started at http://127.0.0.1:8000");

        Files.writeString(layout.log("launcher"), "  redis ready\n");
        awaitSaid("  redis ready");
        assertThat(waiting.isDone()).isFalse();
        record(FleetRecord.Phase.READY);

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void shouldSayThatTheOtherStartFailed() throws Exception {
        FutureTask<Boolean> waiting = begin();
        awaitSaid("Evara is just being started");

        held.close();

        assertThatThrownBy(waiting::get)
                .hasCauseInstanceOf(Trouble.class)
                .hasMessageContaining("ended before Evara was ready; ./evara logs launcher says");
    }

    @Test
    void shouldLetANewStartBeginWhenTheOtherFleetIsStopped() throws Exception {
        record(FleetRecord.Phase.STOPPING);
        FutureTask<Boolean> waiting = begin();
        awaitSaid("Evara is being stopped");

        held.close();

        assertThat(waiting.get()).isFalse();
    }

    @Test
    void shouldNotTakeTheRecordOfAKilledLauncherForTheOthers() throws Exception {
        new FleetFile(layout)
                .write(
                        new FleetRecord(
                                FleetRecord.Phase.READY,
                                "http://127.0.0.1:8000",
                                new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH),
                                List.of()));
        FutureTask<Boolean> waiting = begin();

        awaitSaid("Evara is just being started");
        assertThat(waiting.isDone()).isFalse();
        record(FleetRecord.Phase.READY);

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void shouldFindNoOtherWhenNobodyRuns() throws Exception {
        held.close();

        assertThat(new OtherStart(layout, out).awaitReady()).isFalse();

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, 3, is being started",
        "READY, 0, is running already",
        "STOPPING, 3, is being stopped"
    })
    void shouldTellASecondStartInTheForegroundByItsStatus(
            FleetRecord.Phase phase, int status, String sentence) throws Exception {
        record(phase);

        FleetRun second =
                new FleetRun(
                        layout,
                        new FleetForm(ServiceForm.JVM, false),
                        Map.of(),
                        StartLimits.of(Map.of()),
                        new Progress(List.of(out)),
                        new StopSignal());

        assertThat(second.run(8000)).isEqualTo(status);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Evara %s at http://127.0.0.1:8000".formatted(sentence));
    }

    private FutureTask<Boolean> begin() {
        FutureTask<Boolean> waiting = new FutureTask<>(new OtherStart(layout, out)::awaitReady);
        var _ = Thread.ofVirtual().start(waiting);
        return waiting;
    }

    private void awaitSaid(String text) {
        await().untilAsserted(
                        () -> assertThat(said.toString(StandardCharsets.UTF_8)).contains(text));
    }

    private void record(FleetRecord.Phase phase) throws IOException {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
        new FleetFile(layout)
                .write(new FleetRecord(phase, "http://127.0.0.1:8000", self, List.of()));
    }
}
