package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forms, owners, rules and workflows of the repository, where they name one another or its files.
 */
class RepositoryFilesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path GITHUB = ROOT.resolve(".github");

    @Test
    void shouldAskOfTechnicalDebtWhatIsRequired() {
        JsonObject form = read("ISSUE_TEMPLATE/technical_debt.yml");

        assertThat(Json.texts(form, "labels")).containsExactly("technical-debt");
        assertThat(Json.list(form, "body"))
                .extracting(it -> Json.text(it, "type"), it -> Json.text(it, "id"))
                .extracting(Object::toString)
                .containsExactly(
                        "(\"input\", \"component\")",
                        "(\"dropdown\", \"severity\")",
                        "(\"textarea\", \"description\")",
                        "(\"textarea\", \"proposed_solution\")");
        assertThat(Json.texts(Json.list(form, "body").get(1), "attributes.options"))
                .extracting(it -> it.split(" ", -1)[0])
                .containsExactly("Low", "Medium", "High");
    }

    @ParameterizedTest
    @ValueSource(strings = {"technical_debt", "bug", "feature"})
    void shouldHaveFormsThatGithubAccepts(String name) {
        JsonObject form = read("ISSUE_TEMPLATE/" + name + ".yml");

        assertThat(form.keySet()).containsOnly("name", "description", "labels", "body");
        assertThat(Json.list(form, "body"))
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.keySet()).isSubsetOf("type", "id", "attributes", "validations");
                    assertThat(Json.text(it, "type")).isIn("input", "textarea", "dropdown");
                    assertThat(Json.text(it, "attributes.label")).isNotBlank();
                })
                .extracting(it -> Json.text(it, "id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNameFoldersThatExistAndTeamsByFunctionOnly() throws IOException {
        for (String line : lines("CODEOWNERS")) {
            String[] words = line.split("\\s+", -1);
            if (words[0].startsWith("/")) {
                assertThat(ROOT.resolve(words[0].substring(1))).describedAs(line).isDirectory();
            }
            assertThat(List.of(words).subList(1, words.length))
                    .isNotEmpty()
                    .allMatch(it -> it.matches("@your-organisation/evara-[a-z]+"));
        }
    }

    @Test
    void shouldRequireTwoApprovalsAndChecksThatAJobHasTheNameOf() throws IOException {
        JsonObject rules = read("ruleset-main.json");
        Set<String> required = new TreeSet<>();
        for (JsonObject rule : Json.list(rules, "rules")) {
            if (Json.text(rule, "type").equals("pull_request")) {
                assertThat(Json.number(rule, "parameters.required_approving_review_count"))
                        .isEqualTo(2);
            }
            Json.list(rule, "parameters.required_status_checks")
                    .forEach(it -> required.add(Json.text(it, "context")));
        }

        assertThat(required).isNotEmpty();
        assertThat(names(read("workflows/ci.yml"))).containsAll(required);
    }

    private static Set<String> names(JsonObject workflow) {
        Set<String> names = new TreeSet<>();
        Json.object(workflow, "jobs")
                .asMap()
                .values()
                .forEach(it -> names.add(Json.text(it.getAsJsonObject(), "name")));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci", "cd", "release"})
    void shouldPinActionsBoundTimeAndTakeFewRights(String name) {
        JsonObject workflow = read("workflows/" + name + ".yml");

        assertThat(Json.map(workflow, "permissions")).containsOnlyKeys("contents");
        assertThat(Json.text(workflow, "permissions.contents")).isEqualTo("read");
        Json.object(workflow, "jobs")
                .asMap()
                .forEach((job, it) -> {
                    JsonObject steps = it.getAsJsonObject();
                    assertThat(Json.number(steps, "timeout-minutes")).describedAs(job).isPositive();
                    assertThat(Json.list(steps, "steps"))
                            .filteredOn(step -> step.has("uses"))
                            .allSatisfy(step ->
                                    assertThat(Json.text(step, "uses"))
                                            .matches(
                                                    "[\\w.-]+/[\\w./-]+@(v?\\d+\\.\\d+\\.\\d+|[0-9a-f]{40})"));
                });
    }

    @Test
    void shouldMigrateThenRollOutThenLookAndGoBackOnFailure() {
        assertThat(deployment())
                .extracting(it -> Json.text(it, "name"))
                .containsSubsequence(
                        "Unpack the manifests",
                        "No example values",
                        "Way to the cluster",
                        "Migrations first",
                        "What runs now, for the way back",
                        "Services",
                        "Wait for each of them",
                        "Through the front door",
                        "Back to what ran before",
                        "Tell how it went");
        assertThat(run("Migrations first"))
                .containsSubsequence(
                        "apply -k \"$OVERLAY/migrations\"",
                        "/wait-for-migrations.sh \"$NAMESPACE\"")
                .doesNotContain("kubectl -n \"$NAMESPACE\" wait job");
        assertThat(run("Services")).contains("apply -k \"$OVERLAY/services\"");
        assertThat(run("Wait for each of them")).contains("rollout status");
        assertThat(run("Back to what ran before")).contains("rollout undo", "rollout status");
    }

    @Test
    void shouldGoBackToWhatRanWhenTheDeploymentBeganAndNoFurther(@TempDir Path folder)
            throws IOException {
        Path asked = folder.resolve("asked");
        Path kubectl = folder.resolve("kubectl");
        Files.writeString(
                kubectl,
                """
                #!/bin/sh
                echo "$*" >>'%s'
                case $* in
                    *' get deployment '*) printf 'alert-service 7\\nnode-service 12\\n' ;;
                esac
                """
                        .formatted(asked));
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();

        assertThat(rehearse("What runs now, for the way back", folder).code()).isZero();
        Tools.Result back = rehearse("Back to what ran before", folder);

        assertThat(Files.readAllLines(asked))
                .filteredOn(it -> it.contains("rollout undo"))
                .containsExactly(
                        "-n evara rollout undo deployment/alert-service --to-revision=7",
                        "-n evara rollout undo deployment/node-service --to-revision=12");
        assertThat(back.code()).as("three did not run before").isNotZero();
        assertThat(back.err()).contains("gateway-service did not run before");
    }

    /** Runs a step's script as the runner does, with the programs of a folder first. */
    private static Tools.Result rehearse(String step, Path folder) {
        return Tools.execute(
                List.of(
                        "env",
                        "NAMESPACE=evara",
                        "RUNNER_TEMP=" + folder,
                        "PATH=" + folder + ":" + System.getenv("PATH"),
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        run(step)));
    }

    @Test
    void shouldDeployNoExampleValues(@TempDir Path folder) throws IOException {
        Path overlays = Path.of("kustomize", "overlays");
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(
                own.resolve("kustomization.yml"),
                Files.readString(overlays.resolve("production/services/kustomization.yml"))
                        .replace("//project.", "//kwzoeuyqmltxhfbrpnad."));

        assertThat(refusesExamples(overlays.resolve("production/services"))).isTrue();
        assertThat(refusesExamples(overlays.resolve("production/foundation"))).isTrue();
        assertThat(refusesExamples(own)).isFalse();
    }

    private static boolean refusesExamples(Path overlay) {
        return Tools.execute(
                                List.of(
                                        "env",
                                        "OVERLAY=" + overlay,
                                        "bash",
                                        "-euo",
                                        "pipefail",
                                        "-c",
                                        run("No example values")))
                        .code()
                != 0;
    }

    private static String run(String step) {
        return deployment().stream()
                .filter(it -> Json.text(it, "name").equals(step))
                .map(it -> Json.text(it, "run"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> deployment() {
        return Json.list(read("workflows/cd.yml"), "jobs.deploy.steps");
    }

    @Test
    void shouldBuildAndDeployEveryService() throws IOException {
        for (String workflow : List.of("ci", "release")) {
            Set<String> built = new TreeSet<>();
            Pattern.compile("service: \\[([^]]+)]")
                    .matcher(Files.readString(GITHUB.resolve("workflows/" + workflow + ".yml")))
                    .results()
                    .map((MatchResult it) -> it.group(1).split(", ", -1))
                    .flatMap(Stream::of)
                    .forEach(built::add);
            assertThat(built).containsExactlyInAnyOrderElementsOf(ServiceManifest.SERVICES);
        }
        assertThat(ServiceManifest.SERVICES)
                .allMatch(it -> {
                    try {
                        return Files.readString(GITHUB.resolve("workflows/cd.yml")).contains(it);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void shouldUpdateDependenciesOfFoldersThatExist() {
        assertThat(Json.list(read("dependabot.yml"), "updates"))
                .hasSizeGreaterThan(3)
                .allSatisfy(it ->
                        assertThat(ROOT.resolve(Json.text(it, "directory").substring(1)))
                                .isDirectory());
    }

    @Test
    void shouldUpdateAndLintEveryDockerfile() throws IOException {
        List<String> dockerfiles;
        try (Stream<Path> files = Files.walk(ROOT.resolve("deploy"), 2)) {
            dockerfiles =
                    files.map(it -> ROOT.relativize(it).toString())
                            .filter(it -> it.matches(".*/Dockerfile(\\.\\w+)?"))
                            .toList();
        }
        List<String> updated =
                Json.list(read("dependabot.yml"), "updates").stream()
                        .filter(it -> Json.text(it, "package-ecosystem").equals("docker"))
                        .map(it -> Json.text(it, "directory").substring(1))
                        .toList();
        String script = Files.readString(ROOT.resolve("evara"));

        assertThat(dockerfiles)
                .hasSizeGreaterThan(2)
                .allSatisfy(it -> {
                    assertThat(updated).contains(it.substring(0, it.lastIndexOf('/')));
                    assertThat(script).contains(it);
                });
    }

    private static JsonObject read(String file) {
        return Yaml.readAll(GITHUB.resolve(file)).getFirst();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(GITHUB.resolve(file)).stream()
                .filter(it -> !it.isBlank() && !it.startsWith("#"))
                .toList();
    }
}
