package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service as it was packaged, run with an environment of its own. */
record PackagedProcess(Process process, Path log) {

    /** How long anything may take; the machine may be busy. */
    static final Duration LONG = Duration.ofMinutes(5);

    static PackagedProcess start(
            Path folder, String service, Map<String, String> variables, String... arguments)
            throws IOException {
        Path log = Files.createTempFile(folder, service, ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                // It is over before the second compiler would pay.
                                "-XX:TieredStopAtLevel=1",
                                // As both have; with less, the heap is collected for room.
                                "-XX:ReservedCodeCacheSize=240m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                Path.of("..", "..", service, "target/quarkus-app/quarkus-run.jar")
                                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return new PackagedProcess(builder.start(), log);
    }

    /** All that it has said. */
    String output() throws IOException {
        return Files.readString(log);
    }

    /** Waits for the end by itself, and returns its exit code. */
    int end() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Ends it now, and waits for that. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Asks it to stop, as a container's runtime does, and waits for that. */
    void stop() throws InterruptedException {
        process.destroy();
        int _ = end();
    }
}
