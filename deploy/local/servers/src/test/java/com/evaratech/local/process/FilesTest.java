package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.DirectoryInUse;
import com.evaratech.local.LocalServerException.NoSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

    @TempDir Path directory;

    @Test
    void shouldLockDirectoryUntilReleased() throws IOException {
        Path data = directory.resolve("data");
        try (DirectoryLock first = DirectoryLock.take(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.take(data))
                    .isInstanceOf(DirectoryInUse.class)
                    .hasMessageContaining(data.toString());
        }

        assertThatCode(() -> DirectoryLock.take(data).close()).doesNotThrowAnyException();
    }

    @Test
    void shouldIgnoreLockFileWhenItsOwnerIsGone() throws IOException {
        Files.writeString(directory.resolve("data.lock"), "2147483646");

        assertThatCode(() -> DirectoryLock.take(directory.resolve("data")).close())
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseDirectoryWhenSpaceIsShort() throws IOException {
        Path planned = directory.resolve("not").resolve("yet");
        FreeSpace.require("PostgreSQL", planned, 1);

        assertThatThrownBy(() -> FreeSpace.require("PostgreSQL", planned, Long.MAX_VALUE))
                .isInstanceOf(NoSpace.class)
                .hasMessageContaining("PostgreSQL")
                .hasMessageContaining(planned.toString());
    }

    @Test
    void shouldShowSecretsToOwnerOnly() throws IOException {
        Path secret = directory.resolve("secret");
        Files.writeString(secret, "old");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        OwnerOnly.write(secret, "new");

        assertThat(secret).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldTellOnlyWhatServerWroteSinceStart() throws IOException {
        Path file = Files.writeString(directory.resolve("log"), "FATAL: yesterday\n");
        ServerLog log = ServerLog.fromNow(file);
        assertThat(log.lastLineWith("FATAL")).isEqualTo("no output");

        Files.writeString(file, "FATAL: yesterday\nLOG: starting\nFATAL: today\nHINT: none\n");

        assertThat(log.lines()).containsExactly("LOG: starting", "FATAL: today", "HINT: none");
        assertThat(log.lastLineWith("FATAL")).isEqualTo("FATAL: today");
        assertThat(log.lastLineWith("PANIC")).isEqualTo("HINT: none");
        assertThat(log.tells("yesterday")).isFalse();
    }
}
