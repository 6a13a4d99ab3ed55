package com.evaratech.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path module;

    @Test
    void shouldEndServersWhenTestJvmIsKilled() throws IOException {
        Process jvm = startTests();
        List<ProcessHandle> servers = serversOf(jvm);
        assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);

        var _ = OrderlyStop.kill(jvm.toHandle());

        assertThat(servers).allMatch(server -> OrderlyStop.awaitEnd(server, PATIENCE));
    }

    @Test
    void shouldDeleteDataOfKilledJvmWhenNextOneStarts() throws IOException {
        Process killed = startTests();
        var _ = OrderlyStop.kill(killed.toHandle());
        assertThat(dataOf(killed)).exists();

        Process next = startTests();
        assertThat(dataOf(killed)).doesNotExist();
        assertThat(dataOf(next)).exists();

        next.outputWriter().close();
        assertThat(OrderlyStop.awaitEnd(next.toHandle(), PATIENCE)).isTrue();
        assertThat(dataOf(next)).doesNotExist();
    }

    private Process startTests() throws IOException {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TestJvm.class.getName())
                        .directory(module.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("started");
        return jvm;
    }

    private Path dataOf(Process jvm) {
        return module.resolve("target").resolve("evara-servers").resolve(Long.toString(jvm.pid()));
    }

    private List<ProcessHandle> serversOf(Process jvm) {
        return Stream.of("postgres/postmaster.pid", "redis/redis.pid")
                .map(file -> processOf(dataOf(jvm).resolve(file)))
                .toList();
    }

    private static ProcessHandle processOf(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JVM that runs tests until its input ends. */
    static final class TestJvm {

        private TestJvm() {}

        public static void main(String[] arguments) throws IOException {
            var _ = EvaraServers.variables("registry");
            System.out.println("started");
            int end = System.in.read();
            System.exit(end + 1);
        }
    }
}
