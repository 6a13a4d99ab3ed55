package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wait-for-migrations.sh} against a kubectl that tells what it is told to. */
class WaitForMigrationsTest {

    private static final String SCRIPT = "kustomize/wait-for-migrations.sh";

    @TempDir Path folder;

    @BeforeEach
    void putProgramsInItsWay() throws IOException {
        // Each look at the jobs takes the next file; the last one stays.
        program(
                "kubectl",
                """
                #!/bin/sh
                cd '%s'
                printf '%%s\\n' "$*" >>asked
                case $* in
                    *' get job '*)
                        looks=$(grep -c ' get job ' asked)
                        [ -f "look-$looks" ] || looks=$(ls look-* | wc -l)
                        grep -q refused "look-$looks" && echo 'connection refused' >&2 && exit 1
                        cat "look-$looks" ;;
                    *' logs '*) echo 'Migration V81 failed' ;;
                esac
                """
                        .formatted(folder));
        program("sleep", "#!/bin/sh\n");
    }

    private void program(String name, String text) throws IOException {
        Path program = folder.resolve(name);
        Files.writeString(program, text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Tools.Result waitFor(List<String> looks, String... arguments) throws IOException {
        for (int look = 1; look <= looks.size(); look++) {
            Files.writeString(folder.resolve("look-" + look), looks.get(look - 1));
        }
        List<String> command = new ArrayList<>();
        command.add("env");
        command.add("PATH=" + folder + ":" + System.getenv("PATH"));
        command.add(SCRIPT);
        command.addAll(List.of(arguments));
        return Tools.execute(command);
    }

    private String asked() throws IOException {
        return Files.readString(folder.resolve("asked"));
    }

    @Test
    void shouldEndWhenEveryOneIsComplete() throws IOException {
        String begun = "alert-service-migration \nnode-service-migration SuccessCriteriaMet\n";
        String half = "alert-service-migration Complete\nnode-service-migration Suspended\n";
        String done =
                """
                alert-service-migration SuccessCriteriaMet Complete
                node-service-migration Complete
                """;

        Tools.Result result = waitFor(List.of(begun, half, done), "evara");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(asked().lines()).hasSize(3).allMatch(it -> it.startsWith("-n evara get job "));
    }

    /** Long before the time is up, whatever the others do. */
    @Test
    void shouldEndWithTheLogOfOneThatFailed() throws IOException {
        String begun = "alert-service-migration \nnode-service-migration \n";
        String failed = "alert-service-migration \nnode-service-migration FailureTarget Failed\n";

        Tools.Result result = waitFor(List.of(begun, failed), "evara");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("node-service-migration has failed", "Migration V81 failed");
        assertThat(asked()).contains("logs -l batch.kubernetes.io/job-name=node-service-migration");
    }

    @Test
    void shouldEndWithTheLogOfOneThatTakesTooLong() throws IOException {
        Tools.Result result =
                waitFor(
                        List.of("alert-service-migration Complete\nnode-service-migration \n"),
                        "--context",
                        "region-b",
                        "evara",
                        "0");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("node-service-migration is not done after 0 minutes");
        assertThat(asked().lines()).allMatch(it -> it.startsWith("--context region-b -n evara "));
    }

    @Test
    void shouldAskAgainWhenTheServerDidNotAnswer() throws IOException {
        String done = "node-service-migration Complete\n";

        assertThat(waitFor(List.of("refused", "refused", done), "evara").code()).isZero();
    }

    @Test
    void shouldNotTakeNothingForDone() throws IOException {
        Tools.Result result = waitFor(List.of(""), "evara");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("there is no migration in evara");
        assertThat(waitFor(List.of(""), "evara", "soon").code()).isEqualTo(2);
    }
}
