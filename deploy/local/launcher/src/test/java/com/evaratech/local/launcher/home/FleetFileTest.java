package com.evaratech.local.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFileTest {

    private static final ProcessIdentity SUPERVISOR =
            new ProcessIdentity(42, Instant.parse("2026-01-02T03:04:05.670Z"));

    @TempDir private Path directory;

    private Layout layout;
    private FleetFile file;

    @BeforeEach
    void layOut() throws IOException {
        layout = new Layout(directory, directory.resolve("home"));
        layout.create();
        file = new FleetFile(layout);
    }

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        FleetRecord fleet =
                new FleetRecord(
                        FleetRecord.Phase.READY,
                        "http://127.0.0.1:8000",
                        SUPERVISOR,
                        List.of(
                                new Part(
                                        "redis",
                                        Part.Kind.SERVER,
                                        "redis://127.0.0.1:1",
                                        null,
                                        SUPERVISOR,
                                        0),
                                new Part(
                                        "node-service",
                                        Part.Kind.SERVICE,
                                        "http://127.0.0.1:2",
                                        "http://127.0.0.1:3",
                                        SUPERVISOR,
                                        4)));

        file.write(fleet);

        assertThat(file.read()).contains(fleet);
    }

    @Test
    void shouldBeEmptyWhenNothingWasStarted() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void shouldForgetTheFleet() throws IOException {
        file.write(new FleetRecord(FleetRecord.Phase.STARTING, "http://x", SUPERVISOR, List.of()));

        file.delete();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void shouldNameTheFileWhenItCannotBeUnderstood() throws IOException {
        Files.writeString(layout.run().resolve("fleet.json"), "{\"phase\":");

        assertThatThrownBy(file::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fleet.json");
    }

    @Test
    void shouldKeepSecretsForTheirOwnerAndTheSameOverTime() throws IOException {
        String first = new SecretStore(layout).named("jwt");

        String second = new SecretStore(layout).named("jwt");

        assertThat(second).isEqualTo(first).matches("[0-9a-f]{64}");
        assertThat(new SecretStore(layout).named("redis")).isNotEqualTo(first);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(layout.secrets().resolve("jwt"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.secrets())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "logs", "run", "secrets"})
    void shouldKeepEverythingForItsOwner(String name) throws IOException {
        Path left = directory.resolve("left");
        Files.createDirectories(left.resolve(name));
        Files.setPosixFilePermissions(
                left.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));

        new Layout(directory, left).create();

        for (Path home : List.of(left, layout.home())) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(home.resolve(name))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldLetOneLauncherRunAtATime() throws IOException {
        assertThat(RunLock.isHeld(layout)).isFalse();
        try (RunLock held = RunLock.tryAcquire(layout).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(RunLock.tryAcquire(layout)).isEmpty();
            assertThat(RunLock.isHeld(layout)).isTrue();
        }
        assertThat(RunLock.isHeld(layout)).isFalse();
    }

    @Test
    void shouldNotBeLockedOutByALockFileThatAKilledLauncherLeft() throws IOException {
        Files.writeString(layout.run().resolve("lock"), "4711");

        assertThat(RunLock.isHeld(layout)).isFalse();
    }
}
