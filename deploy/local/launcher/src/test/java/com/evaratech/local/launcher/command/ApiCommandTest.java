package com.evaratech.local.launcher.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.launcher.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int run(String... words) throws IOException {
        return new ApiCommand(new PrintStream(out, true, UTF_8), new PrintStream(told, true, UTF_8))
                .run(ApiCommand.GRAMMAR.parse(List.of(words)));
    }

    @Test
    void shouldWriteTheRequestsOfTheNextVersionAndSayWhatWasLeft() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("recorded.http"),
                        "GET http://here/api/v1/nodes?radius_m=5\n###\nGET http://here/other\n");

        int status = run("migrate", file.toString());

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8))
                .isEqualTo("GET http://here/api/v2/nodes?radiusM=5\n###\nGET http://here/other\n");
        assertThat(told.toString(UTF_8))
                .contains("1 requests rewritten", "left as it is: GET http://here/other");
    }

    @Test
    void shouldSayWhichFileIsNotThereOrNone() throws IOException {
        Path file = Files.writeString(folder.resolve("none.har"), "{\"log\": {}}");

        assertThatThrownBy(() -> run("migrate", folder.resolve("nothing").toString()))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> run("migrate", file.toString()))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("log.entries");
    }

    @Test
    void shouldNotUnderstandAnythingElse() {
        assertThatThrownBy(() -> run("rewind")).isInstanceOf(UsageException.class);
    }
}
