package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Size and time of the images, by the scripts and where the workflows use them. */
class ImageScriptsIT {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCKER = ROOT.resolve("deploy/docker");
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8, 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] TAR = {'a', 'p', 'p', '/'};

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "native, 59999999, 0",
        "native, 60000000, 1",
        "jvm, 60000000, 0",
        "jvm, 199999999, 0",
        "jvm, 200000000, 1"
    })
    void shouldRefuseFromItsFormsBudgetOn(String form, int bytes, int code) throws IOException {
        layout();
        layer("one", GZIP, bytes - 1000);
        layer("two", ZSTD, 1000);

        Tools.Result result = check(form);

        assertThat(result.code()).describedAs(result.err()).isEqualTo(code);
        assertThat(result.out()).contains(bytes + "  bytes of 2 layers");
    }

    @Test
    void shouldCountWhatIsNotCompressedAsItIsPulled() throws IOException {
        layout();
        layer("zeros", TAR, 70_000_000);

        assertThat(check("native").code()).isZero();
    }

    @Test
    void shouldRefuseWhatIsNoImage() throws IOException {
        assertThat(check("native").err()).contains("is no OCI layout");
        layout();
        assertThat(check("native").err()).contains("has no layers");
        assertThat(check("small").err()).contains("the form must be jvm or native, not 'small'");
        assertThat(check("small").code()).isEqualTo(2);
    }

    private void layout() throws IOException {
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("index.json"), "{}");
        Files.writeString(folder.resolve("blobs/sha256/manifest"), "{\"layers\": []}");
    }

    /** A blob that begins so and has a hole behind. */
    private void layer(String name, byte[] beginning, int bytes) throws IOException {
        Path blob = folder.resolve("blobs/sha256").resolve(name);
        try (var file = new RandomAccessFile(blob.toFile(), "rw")) {
            file.write(beginning);
            file.setLength(bytes);
        }
    }

    private Tools.Result check(String form) {
        return Tools.execute(
                List.of(DOCKER.resolve("check-image-size.sh").toString(), form, folder.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "docker, --build-arg SOURCE_DATE_EPOCH=1700000000",
        "podman, --timestamp 1700000000",
        "buildah, --timestamp 1700000000"
    })
    void shouldTellTheBuilderTheTimeThatImagesTell(String tool, String told) throws IOException {
        Path asked = builder(tool);

        Tools.Result result = build(tool, List.of("SOURCE_DATE_EPOCH=1700000000"));

        assertThat(result.code()).describedAs(result.err()).isZero();
        assertThat(asked).content().startsWith("build ").contains(" " + told + " ");
    }

    @Test
    void shouldTakeTheTimeOfTheCommit() throws IOException {
        String commit =
                Tools.execute(List.of("git", "-C", ROOT.toString(), "log", "-1", "--format=%ct"))
                        .out()
                        .strip();
        Path asked = builder("docker");

        assertThat(build("docker", List.of()).code()).isZero();
        assertThat(asked)
                .content()
                .contains(" SOURCE_DATE_EPOCH=" + (commit.isEmpty() ? "0" : commit) + " ");
    }

    @Test
    void shouldRefuseATimeThatIsNone() throws IOException {
        Path asked = builder("docker");

        Tools.Result result = build("docker", List.of("SOURCE_DATE_EPOCH=today"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("SOURCE_DATE_EPOCH must be seconds since 1970");
        assertThat(asked).doesNotExist();
    }

    /** A program that only writes down what it is asked; returns where. */
    private Path builder(String tool) throws IOException {
        Path asked = folder.resolve("asked");
        Path program = folder.resolve(tool);
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >>'%s'\n".formatted(asked));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return asked;
    }

    private Tools.Result build(String tool, List<String> variables) {
        List<String> command = new ArrayList<>();
        command.add("env");
        command.addAll(List.of("-u", "SOURCE_DATE_EPOCH"));
        command.add("CONTAINER_TOOL=" + tool);
        command.add("PATH=%s:%s".formatted(folder, Objects.requireNonNull(System.getenv("PATH"))));
        command.addAll(variables);
        command.addAll(List.of(DOCKER.resolve("build-images.sh").toString(), "node-service"));
        return Tools.execute(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci", "release"})
    void shouldPushNothingThatWasNotMeasuredOrTellsItsOwnTime(String workflow) {
        List<JsonObject> jobs =
                Json.object(
                                Yaml.readAll(ROOT.resolve(".github/workflows/" + workflow + ".yml"))
                                        .getFirst(),
                                "jobs")
                        .asMap()
                        .values()
                        .stream()
                        .map(it -> it.getAsJsonObject())
                        .filter(it -> it.toString().contains("docker/build-push-action"))
                        .toList();

        assertThat(jobs).isNotEmpty();
        for (JsonObject job : jobs) {
            List<JsonObject> steps = Json.list(job, "steps");
            assertThat(steps)
                    .filteredOn(it -> Json.text(it, "uses").startsWith("docker/build-push-action@"))
                    .allSatisfy(it ->
                            assertThat(Json.text(it, "env.SOURCE_DATE_EPOCH"))
                                    .isEqualTo("${{ steps.commit.outputs.time }}"))
                    .last()
                    .satisfies(it ->
                            assertThat(Json.text(it, "with.outputs"))
                                    .isEqualTo("type=image,push=true,rewrite-timestamp=true"));
            assertThat(steps)
                    .extracting(it -> Json.text(it, "name").replaceFirst(",.*", ""))
                    .containsSubsequence("Build it here", "Scan it", "Build and push");
            // PostgreSQL's own programs make the backup image what it is.
            if (Json.text(job, "name").contains("matrix.service")) {
                assertThat(steps)
                        .extracting(it -> Json.text(it, "name").replaceFirst(",.*", ""))
                        .containsSubsequence(
                                "Build it here",
                                "It runs",
                                "It is small enough",
                                "Scan it",
                                "Build and push");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci", "release"})
    void shouldSignWhatWasScanned(String workflow) {
        List<String> jobs = new ArrayList<>();
        Json.object(
                        Yaml.readAll(ROOT.resolve(".github/workflows/" + workflow + ".yml"))
                                .getFirst(),
                        "jobs")
                .asMap()
                .forEach((name, it) -> {
                    List<String> steps =
                            Json.list(it.getAsJsonObject(), "steps").stream()
                                    .map(step -> Json.text(step, "uses") + Json.text(step, "run"))
                                    .toList();
                    int scanned = last(steps, "trivy-action@");
                    int signed = first(steps, "cosign sign");
                    int attested = first(steps, "attest-build-provenance@");
                    assertThat(scanned).describedAs(name).isLessThan(Math.min(signed, attested));
                    jobs.add(name);
                });

        assertThat(jobs).hasSizeGreaterThan(3);
    }

    private static int first(List<String> steps, String words) {
        return steps.stream()
                .filter(it -> it.contains(words))
                .findFirst()
                .map(steps::indexOf)
                .orElse(steps.size());
    }

    private static int last(List<String> steps, String words) {
        return steps.reversed().stream()
                .filter(it -> it.contains(words))
                .findFirst()
                .map(steps::lastIndexOf)
                .orElse(-1);
    }
}
