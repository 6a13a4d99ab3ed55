package com.evaratech.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandTest {

    private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path directory;

    private Path module;

    @BeforeEach
    void layOut() throws IOException {
        module = directory.resolve("alert-service");
        Files.createDirectories(module.resolve("target/quarkus-app"));
    }

    @Test
    void shouldStartTheExecutableWhereThatIsTheForm() throws IOException {
        Path executable = file("target/evara-alert-service-0.1.0-runner", YESTERDAY);
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
        var command = new ServiceCommand(module, ServiceForm.NATIVE, 512);

        assertThat(command.words()).containsExactly(executable.toString(), "-Xmx512m");
        assertThat(command.what()).isEqualTo("a native executable");
    }

    @Test
    void shouldSayHowToBuildAnExecutableThatIsMissing() {
        var command = new ServiceCommand(module, ServiceForm.NATIVE, 512);

        assertThatThrownBy(command::words)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "no native executable (%s/target/*-runner); build it with: ./evara native alert-service"
                                .formatted(module));
    }

    @Test
    void shouldStartTheJarsWithACacheOnlyIfThatIsNewerThanThey() throws IOException {
        Path jar = file("target/quarkus-app/quarkus-run.jar", YESTERDAY);
        var command = new ServiceCommand(module, ServiceForm.JVM, 256);
        assertThat(command.words()).contains("-Xmx256m").endsWith("-jar", jar.toString());
        assertThat(command.what()).startsWith("jars without an AOT cache");

        Path _ = file("target/quarkus-app/service.aot", YESTERDAY.plusSeconds(60));

        assertThat(command.what()).isEqualTo("jars with an AOT cache");
    }

    private Path file(String name, Instant built) throws IOException {
        Path file = module.resolve(name);
        Files.writeString(file, "");
        return Files.setLastModifiedTime(file, FileTime.from(built));
    }
}
