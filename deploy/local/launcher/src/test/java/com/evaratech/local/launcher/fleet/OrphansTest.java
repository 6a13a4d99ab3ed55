package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.FleetFile;
import com.evaratech.local.launcher.home.FleetRecord;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

    private static final String ADDRESS = "http://127.0.0.1:1";

    @TempDir private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress =
            new Progress(List.of(new PrintStream(said, true, StandardCharsets.UTF_8)));
    private final List<ProcessHandle> started = new ArrayList<>();
    private Layout layout;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/environ")), "environments are not shown");
        layout = home("here");
    }

    @AfterEach
    void end() {
        started.forEach(process -> {
            var _ = OrderlyStop.stop(process, Duration.ofSeconds(10));
        });
    }

    @Test
    void shouldStopWhatWasBegunAndNotWrittenDown() throws IOException, InterruptedException {
        ProcessHandle process = start("node-service", layout);

        int stopped = new Orphans(layout).stop(progress);

        assertThat(stopped).isOne();
        assertThat(ProcessIdentity.isRunning(process)).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("left running: node-service (process %d)".formatted(process.pid()));
    }

    @Test
    void shouldCountWhatWasWrittenDownOnce() throws IOException, InterruptedException {
        ProcessHandle noted = start("node-service", layout);
        ProcessHandle other = start("alert-service", layout);
        var identity = ProcessIdentity.of(noted).orElseThrow();
        new FleetFile(layout)
                .write(
                        new FleetRecord(
                                FleetRecord.Phase.STARTING,
                                ADDRESS,
                                identity,
                                List.of(
                                        new Part(
                                                "node-service",
                                                Part.Kind.SERVICE,
                                                ADDRESS,
                                                null,
                                                identity,
                                                0))));

        int stopped = new Orphans(layout).stop(progress);

        assertThat(stopped).isEqualTo(2);
        assertThat(List.of(noted, other)).noneMatch(ProcessIdentity::isRunning);
        assertThat(new FleetFile(layout).read()).isEmpty();
    }

    @Test
    void shouldLeaveTheProcessesOfAnotherHomeAlone() throws IOException, InterruptedException {
        ProcessHandle others = start("node-service", home("not here"));

        assertThat(new Orphans(layout).stop(progress)).isZero();

        assertThat(ProcessIdentity.isRunning(others)).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private Layout home(String name) throws IOException {
        Path home = directory.resolve(name);
        Layout made = new Layout(home, home);
        made.create();
        return made;
    }

    private ProcessHandle start(String name, Layout home) throws IOException {
        ProcessHandle process =
                new HttpProcess(
                                name,
                                Part.Kind.SERVICE,
                                new HttpProcess.Door(ADDRESS, null, URI.create(ADDRESS)),
                                new HttpProcess.Invocation(
                                        List.of("sleep", "600"),
                                        Map.of(),
                                        home.run(),
                                        Duration.ofSeconds(10)),
                                new LogFiles(home),
                                new Readiness())
                        .start();
        started.add(process);
        return process;
    }
}
