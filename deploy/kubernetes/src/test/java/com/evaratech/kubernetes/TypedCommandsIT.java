package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of the pages that operators follow, run as they stand by the real kubectl and helm
 * in a release's tree, but where no cluster is: each must come as far as finding nobody there. A
 * verb, a flag or a file that there is not ends it before.
 */
class TypedCommandsIT {

    private static final Path OPERATIONS = Documents.ROOT.resolve("docs/operations");
    private static final Pattern NOBODY_THERE =
            Pattern.compile("connection refused|was refused|no objects passed to create");
    private static final Pattern CHART = Pattern.compile("oci://\\S+ --version \\S+");
    private static final Pattern FOLDER = Pattern.compile(" -k (\\S+)");
    private static final Pattern FILE = Pattern.compile("--from-file=(?:[\\w-]+=)?(\\S+)");

    /** Named without what they are to be typed with. */
    private static final Set<String> MENTIONED =
            Set.of(
                    "kubectl apply -k",
                    "kubectl describe pod",
                    "kubectl -n evara rollout status",
                    "kubectl create -f -");

    // Of the plugin for kubectl, which is not here.
    private static final Set<String> OF_CLOUD_NATIVE_PG =
            Set.of("backup", "psql", "status", "promote");

    @TempDir static Path folder;

    private static Path tree;

    @BeforeAll
    static void layOutTheReleaseAndNoCluster() throws IOException {
        tree = folder.resolve("kustomize");
        Tools.Result copied =
                Tools.execute(
                        List.of(
                                "cp",
                                "-R",
                                Tools.RELEASE.resolve("kustomize").toString(),
                                folder.toString()));
        assertThat(copied.code()).isZero();
        Files.copy(
                Documents.ROOT.resolve("deploy/helm/values/production.yaml"),
                tree.resolve("my-values.yaml"));
        Files.writeString(
                folder.resolve("config"),
                """
                apiVersion: v1
                kind: Config
                clusters:
                  - {name: none, cluster: {server: "http://127.0.0.1:1"}}
                contexts:
                  - {name: region-a, context: {cluster: none, user: ""}}
                  - {name: region-b, context: {cluster: none, user: ""}}
                current-context: region-a
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "upgrade", "scale", "teardown", "secrets", "backup"})
    void shouldGiveCommandsThatTheProgramsTake(String page) throws IOException {
        Set<String> commands = TypedCommands.of(OPERATIONS.resolve(page + ".md"));
        commands.removeAll(MENTIONED);

        assertThat(commands).isNotEmpty().allSatisfy(TypedCommandsIT::comesAsFarAsTheCluster);
    }

    private static void comesAsFarAsTheCluster(String command) throws IOException {
        if (command.startsWith("kubectl cnpg ")) {
            assertThat(command.split(" ", -1)[2]).isIn(OF_CLOUD_NATIVE_PG);
            return;
        }
        Matcher applied = FOLDER.matcher(command);
        if (applied.find()) {
            assertThat(Rendered.folder(applied.group(1))).isNotEmpty();
        }
        Matcher given = FILE.matcher(command);
        while (given.find()) {
            Files.writeString(tree.resolve(given.group(1)), "anything");
        }

        Tools.Result result = type(command);

        assertThat(result.code()).as(command).isNotZero();
        assertThat(result.err()).as(command).containsPattern(NOBODY_THERE);
    }

    /** In a shell, where the programs are found first. */
    private static Tools.Result type(String command) {
        Path chart = Tools.RELEASE.resolve("helm/evara").toAbsolutePath();
        Path tools = Path.of(System.getProperty("evara.tools")).toAbsolutePath();
        return Tools.execute(
                List.of(
                        "env",
                        "-C",
                        tree.toString(),
                        "KUBECONFIG=" + folder.resolve("config"),
                        "PATH=" + tools + ":" + System.getenv("PATH"),
                        "bash",
                        "-c",
                        CHART.matcher(command)
                                        .replaceAll(Matcher.quoteReplacement(chart.toString()))
                                + " </dev/null"));
    }

    @Test
    void shouldNotTakeWhatThereIsNot() {
        for (String wrong :
                List.of(
                        "kubectl -n evara scale deployment -l a=b --replica=3",
                        "kubectl -n evara roll status deployment",
                        "kubectl apply -k overlays/producton/services",
                        "helm upgrade evara oci://ghcr.io/evaratech/charts/evara --version 1"
                                + " -f values.yaml --wait",
                        "helm rollback evara --waiting")) {
            assertThat(type(wrong).err()).as(wrong).doesNotContainPattern(NOBODY_THERE);
        }
    }

    @Test
    void shouldPartALineWhereAShellDoes() {
        assertThat(
                        TypedCommands.parts(
                                "kubectl get job -o jsonpath='{a | b; c}' | head && helm list # all"))
                .containsExactly("kubectl get job -o jsonpath='{a | b; c}'", "head", "helm list");
    }
}
