package com.evaratech.local.launcher.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    @Test
    void shouldTellOnlyWhatIsAppended(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("x.log");
        Files.writeString(log, "old\n");
        LogFollower follower = LogFollower.fromEnd(log);

        append(log, "new\nunfin".getBytes(StandardCharsets.UTF_8));

        assertThat(follower.newLines()).containsExactly("new");
        append(log, "ished\n".getBytes(StandardCharsets.UTF_8));
        assertThat(follower.newLines()).containsExactly("unfinished");
    }

    @Test
    void shouldStartOverWhenTheFileWasReplaced(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("x.log");
        Files.writeString(log, "a long line of the old file\n");
        LogFollower follower = LogFollower.fromEnd(log);

        Files.writeString(log, "fresh\n");

        assertThat(follower.newLines()).containsExactly("fresh");
    }

    /** However the writer's bytes are cut, also in the middle of a character. */
    @Property(tries = 100)
    void shouldTellTheSameLinesHoweverTheyArrive(
            @ForAll @Size(max = 8) List<@StringLength(max = 12) String> texts,
            @ForAll @IntRange(min = 1, max = 7) int cut)
            throws IOException {
        List<String> lines = texts.stream().map(text -> text.replace('\n', ' ')).toList();
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        List<String> expected =
                Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\n", -1))
                        .subList(0, Math.max(1, lines.size()));
        Path log = Files.createTempFile("follower", ".log");
        try {
            LogFollower follower = LogFollower.fromEnd(log);
            List<String> told = new ArrayList<>();
            for (int from = 0; from < bytes.length; from += cut) {
                append(log, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + cut)));
                told.addAll(follower.newLines());
            }
            assertThat(told).isEqualTo(expected);
        } finally {
            Files.delete(log);
        }
    }

    private static void append(Path log, byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.APPEND);
    }
}
