package com.evaratech.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.binary.Platform;
import com.evaratech.local.process.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {

    @TempDir Path directory;

    @Test
    void shouldSayNoSpaceWhenServerRanOutOfIt() throws IOException {
        assertThat(
                        failureAfter(
                                "FATAL:  could not write lock file \"postmaster.pid\": No space left on device"))
                .isInstanceOf(NoSpace.class);
    }

    @Test
    void shouldQuoteServerWhenReasonIsItsOwn() throws IOException {
        assertThat(
                        failureAfter(
                                "LOG:  starting\nwaiting... FATAL:  the moon is in the wrong house\nLOG:  down"))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("(FATAL:  the moon is in the wrong house");
    }

    @ParameterizedTest
    @CsvSource({
        "linux, amd64, postgres-linux-x86_64.txz",
        "linux, arm64, postgres-linux-arm_64.txz",
        "darwin, amd64, postgres-darwin-x86_64.txz",
        "darwin, arm64, postgres-darwin-arm_64.txz"
    })
    void shouldNameArchiveOfPlatform(String system, String processor, String resource) {
        assertThat(PostgresTools.resourceFor(new Platform(system, processor))).isEqualTo(resource);
    }

    private Exception failureAfter(String output) throws IOException {
        ServerLog log = ServerLog.fromNow(directory.resolve("postgres.log"));
        Files.writeString(log.file(), output);
        return new Cluster(directory.resolve("postgres")).failure(log, null);
    }
}
