package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script with which a deployment says which images it means. */
class SetImagesIT {

    @TempDir Path folder;

    private Tools.Result set(String prefix, String tag) {
        Tools.Result copy =
                Tools.execute(
                        List.of(
                                "cp",
                                "-R",
                                Tools.RELEASE.resolve("kustomize").toString(),
                                folder.toString()));
        assertThat(copy.code()).isZero();
        return Tools.execute(
                List.of(folder.resolve("kustomize/set-images.sh").toString(), prefix, tag));
    }

    @Test
    void shouldSetRegistryAndTagOfServicesAndMigrationsAlike() throws IOException {
        assertThat(set("registry.example.org:5000/evara", "1f2e3d4c").code()).isZero();

        for (String part : List.of("services", "migrations")) {
            List<JsonObject> objects =
                    Yaml.parseAll(
                            Tools.succeed(
                                    "kubectl",
                                    "kustomize",
                                    folder.resolve("kustomize/overlays/production/" + part)
                                            .toString()));
            assertThat(objects)
                    .filteredOn(it -> Json.has(it, "spec.template.spec"))
                    .hasSizeGreaterThan(3)
                    .flatExtracting(it -> Json.list(it, "spec.template.spec.containers"))
                    .allSatisfy(it ->
                            assertThat(Json.text(it, "image"))
                                    .matches(
                                            "registry\\.example\\.org:5000/evara/[a-z-]+:1f2e3d4c"));
        }
    }

    @ParameterizedTest
    @CsvSource({"ghcr.io/evaratech, latest", "evaratech, 0.1.0", "ghcr.io/evaratech, 'a b'"})
    void shouldRefuseWhatNamesNoImage(String prefix, String tag) {
        Tools.Result result = set(prefix, tag);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("set-images: ");
    }
}
