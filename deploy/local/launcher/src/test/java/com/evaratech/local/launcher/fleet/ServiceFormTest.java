package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.launcher.Trouble;
import com.evaratech.local.launcher.home.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFormTest {

    private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path directory;

    private Layout layout;

    @BeforeEach
    void layOut() {
        layout = new Layout(directory, directory.resolve("home"));
    }

    @Test
    void shouldStartTheExecutableThatWasBuiltLast() throws IOException {
        Path last = executable("evara-node-service-0.2.0-runner", YESTERDAY.plusSeconds(60));
        var _ = executable("evara-node-service-0.1.0-runner", YESTERDAY);
        // What is left of a build that went wrong, and of one of jars.
        Files.writeString(last.resolveSibling("evara-node-service-0.3.0-runner"), "");
        Files.writeString(last.resolveSibling("evara-node-service-0.2.0-runner.jar"), "");

        assertThat(ServiceForm.NATIVE.command(Service.NODE, layout))
                .containsExactly(last.toString(), "-Xmx256m");
    }

    @Test
    void shouldSayHowToBuildAnExecutableThatIsMissing() throws IOException {
        var _ = executable("evara-node-service-0.1.0-runner", YESTERDAY);

        assertThatThrownBy(() -> ServiceForm.NATIVE.requireBuilt(layout))
                .isInstanceOf(Trouble.class)
                .hasMessage(
                        "telemetry-service has no native executable (%s/telemetry-service/target/*-runner);"
                                        .formatted(directory)
                                + " build it with: ./evara native telemetry-service");
    }

    @Test
    void shouldStartTheJarsOnAJvm() throws IOException {
        Path jar = directory.resolve("node-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        var _ = executable("evara-node-service-0.1.0-runner", YESTERDAY);

        assertThat(ServiceForm.JVM.command(Service.NODE, layout))
                .startsWith(JvmCommand.java())
                .contains("-Xmx256m")
                .endsWith("-jar", jar.toString());
    }

    @Test
    void shouldSayHowToBuildJarsThatAreMissing() {
        assertThatThrownBy(() -> ServiceForm.JVM.requireBuilt(layout))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("node-service is not built (")
                .hasMessageEndingWith("build it with: ./evara up");
    }

    private Path executable(String name, Instant built) throws IOException {
        Path file = directory.resolve("node-service/target").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.setLastModifiedTime(file, FileTime.from(built));
    }
}
