package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.logs.LogFiles;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String KNOWN = "PATH|HOME|LANG|LC_\\w+|TZ|TMPDIR|JAVA_TOOL_OPTIONS";

    @TempDir private Path directory;

    @Test
    void shouldTellTheProgramOnlyWhatItIsToKnow() throws IOException {
        Layout layout = new Layout(directory, directory);
        layout.create();
        HttpProcess program =
                new HttpProcess(
                        "env",
                        Part.Kind.SERVICE,
                        new HttpProcess.Door(
                                "http://127.0.0.1:1", null, URI.create("http://127.0.0.1:1/")),
                        new HttpProcess.Invocation(
                                List.of("env"), Map.of("TOLD", "it"), layout.run(), PATIENCE),
                        new LogFiles(layout),
                        new Readiness());

        assertThat(OrderlyStop.awaitEnd(program.start(), PATIENCE)).isTrue();

        // What the test itself was started with is more than that.
        assertThat(System.getenv().keySet()).anyMatch(name -> !name.matches(KNOWN));
        assertThat(Files.readAllLines(layout.log("env")))
                .contains("TOLD=it", "PATH=" + System.getenv("PATH"))
                .contains("EVARA_PART=env " + layout.run().toRealPath())
                .allMatch(line -> line.replaceFirst("=.*", "").matches(KNOWN + "|TOLD|EVARA_PART"));
    }
}
