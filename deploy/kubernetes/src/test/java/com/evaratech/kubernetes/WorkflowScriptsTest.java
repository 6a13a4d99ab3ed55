package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts that stand in the workflows' steps, held to what is asked of scripts in files. */
class WorkflowScriptsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");
    private static final Path SCRIPTS = Path.of("target", "workflow-scripts");

    /** The build's first module unpacks it, to check the scripts in files by it. */
    private static final Path SHELLCHECK = ROOT.resolve("target/shellcheck-plugin/shellcheck");

    private static final List<String> FILES = new ArrayList<>();

    /** As the runner runs them. */
    @BeforeAll
    static void writeThemDown() throws IOException {
        Files.createDirectories(SCRIPTS);
        for (String workflow : List.of("ci", "cd", "release")) {
            JsonObject jobs =
                    Json.object(
                            Yaml.readAll(WORKFLOWS.resolve(workflow + ".yml")).getFirst(), "jobs");
            for (var job : jobs.asMap().entrySet()) {
                List<String> runs = scripts(job.getValue());
                for (int number = 0; number < runs.size(); number++) {
                    Path file =
                            SCRIPTS.resolve(
                                    "%s-%s-%d.sh".formatted(workflow, job.getKey(), number));
                    Files.writeString(file, "#!/usr/bin/env bash\nset -e\n" + runs.get(number));
                    FILES.add(file.toString());
                }
            }
        }
    }

    private static List<String> scripts(JsonElement job) {
        return Json.list(job.getAsJsonObject(), "steps").stream()
                .filter(it -> it.has("run"))
                .map(it -> Json.text(it, "run") + "\n")
                .toList();
    }

    @Test
    void shouldPassShellcheck() {
        assertThat(SHELLCHECK).describedAs("build the first module too: -am").isExecutable();
        List<String> command = new ArrayList<>(List.of(SHELLCHECK.toString()));
        command.addAll(FILES);

        Tools.Result result = Tools.execute(command);

        assertThat(FILES).hasSizeGreaterThan(25);
        assertThat(result.code()).describedAs(result.out() + result.err()).isZero();
    }

    /** What an expression brings would be taken for a part of the script. */
    @Test
    void shouldTakeValuesFromVariablesAlone() {
        assertThat(FILES).allSatisfy(it -> assertThat(Path.of(it)).content().doesNotContain("${{"));
    }
}
