package com.evaratech.local.launcher.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogViewTest {

    @TempDir private Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Layout layout;

    @BeforeEach
    void layOut() throws IOException {
        layout = new Layout(directory, directory);
        layout.create();
        Files.writeString(
                layout.log("a"),
                """
                {"timestamp":"2026-01-01T00:00:01Z","level":"INFO","message":"first"}
                {"timestamp":"2026-01-01T00:00:03Z","level":"WARN","message":"third"}
                rest of third
                """);
        Files.writeString(
                layout.log("b"),
                "{\"timestamp\":\"2026-01-01T00:00:02Z\",\"level\":\"INFO\",\"message\":\"second\"}\n");
        Files.writeString(layout.data().resolve("redis.log"), "ready\n");
    }

    @Test
    void shouldMergePartsByTimeAndKeepContinuationsTogether() throws IOException {
        view(false).showLast(List.of("a", "b"));

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "a                   00:00:01.000 INFO  first",
                        "b                   00:00:02.000 INFO  second",
                        "a                   00:00:03.000 WARN  third",
                        "a                   rest of third");
    }

    @Test
    void shouldShowLinesAsWritten() throws IOException {
        view(true).showLast(List.of("b"));

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(layout.log("b")));
    }

    @Test
    void shouldKnowTheLogsOfServicesAndServers() throws IOException {
        assertThat(new LogFiles(layout).parts()).containsExactly("a", "b", "redis");
        assertThat(new LogFiles(layout).lastLines("a", 2))
                .hasSize(2)
                .last()
                .isEqualTo("rest of third");
        assertThat(new LogFiles(layout).lastLines("none", 2)).isEmpty();
    }

    private LogView view(boolean asWritten) {
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new LogView(layout, out, ZoneOffset.UTC, asWritten);
    }
}
