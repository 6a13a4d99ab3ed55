package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The two image files: confined, healthy by their own means, and in step with the manifests. */
@ParameterizedClass
@ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
record DockerfileTest(String name) {

    private static final Path FOLDER = Path.of("..", "..", "deploy", "docker");

    /** Instructions with their continuation lines joined, without comments. */
    private List<String> instructions() throws IOException {
        String text =
                Files.readString(FOLDER.resolve(name))
                        .replaceAll("(?m)^#.*\\R", "")
                        .replaceAll("\\\\\\R\\s*", "");
        return text.lines().filter(it -> !it.isBlank()).toList();
    }

    private List<String> only(String instruction) throws IOException {
        return instructions().stream().filter(it -> it.startsWith(instruction + " ")).toList();
    }

    /** What follows the last FROM: only that is shipped. */
    private List<String> shipped() throws IOException {
        List<String> all = instructions();
        int last = all.lastIndexOf(only("FROM").getLast());
        return all.subList(last, all.size());
    }

    @Test
    void shouldRunAsTheUserOfTheManifests() throws IOException {
        String manifest = Files.readString(ServiceManifest.source("node-service"));

        assertThat(only("USER")).containsExactly("USER 10001:10001");
        assertThat(manifest).contains("runAsUser: 10001", "runAsGroup: 10001");
    }

    @Test
    void shouldAskItselfWhetherItIsHealthyAtTheRequiredIntervals() throws IOException {
        assertThat(only("HEALTHCHECK"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 CMD [")
                .endsWith("\"health\"]")
                .doesNotContain("curl", "sh -c");
    }

    @Test
    void shouldBuildOnNamedVersionsThatCanBeReplacedByAMirror() throws IOException {
        assertThat(only("FROM")).allMatch(it -> it.matches("FROM \\$\\{\\w+_IMAGE}( AS \\w+)?"));
        assertThat(only("ARG"))
                .filteredOn(it -> it.contains("_IMAGE="))
                .hasSameSizeAs(only("FROM"))
                .allMatch(it -> it.matches("ARG \\w+_IMAGE=[a-z0-9.-]+/[a-z0-9./-]+:[\\w.-]+"))
                .noneMatch(it -> it.endsWith(":latest"));
    }

    @Test
    void shouldShipWithoutRunningAnythingInTheLastStage() throws IOException {
        assertThat(shipped()).noneMatch(it -> it.startsWith("RUN ") || it.startsWith("ADD "));
        assertThat(only("ENTRYPOINT")).hasSize(1).allMatch(it -> it.startsWith("ENTRYPOINT ["));
        assertThat(only("EXPOSE")).containsExactly("EXPOSE 8000 9000");
        assertThat(String.join("\n", only("LABEL")))
                .contains(
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.revision",
                        "org.opencontainers.image.licenses=\"Apache-2.0\"");
    }

    @Test
    void shouldSendTheBuilderNothingButWhatIsCopied() throws IOException {
        Stream<String> rules =
                Files.readString(FOLDER.resolve(name + ".dockerignore"))
                        .lines()
                        .filter(it -> !it.startsWith("#"));
        String copied = name.endsWith(".native") ? "*-runner" : "quarkus-app";

        assertThat(rules).containsExactly("*", "!*/target/" + copied);
    }
}
