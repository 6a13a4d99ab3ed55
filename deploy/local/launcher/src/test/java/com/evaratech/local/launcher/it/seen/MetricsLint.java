package com.evaratech.local.launcher.it.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code promtool check metrics} finds at fault in metrics: names, units and texts that are
 * not as Prometheus wants them.
 */
final class MetricsLint {

    private static final int NOTHING = 0;
    private static final int FOUND = 3;

    // Named by Micrometer, the platform and its pools, and read so by everybody's dashboards:
    // gauges
    // that end in _count, milliseconds, labels in camelCase, no word of what they are.
    private static final Pattern OF_THE_PLATFORM =
            Pattern.compile(
                    "(agroal|ft|http_server|jvm|netty|postgresql|process|sql_pool|system|worker_pool)_.*");

    private MetricsLint() {}

    /** The program, where it is installed (Debian and Ubuntu: package {@code prometheus}). */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What is wrong with metrics that have names of ours, a line for each fault. */
    static List<String> faults(Path program, String exposition)
            throws IOException, InterruptedException {
        Path metrics = Files.createTempFile("metrics", ".txt");
        Files.writeString(metrics, exposition);
        Ran check =
                Ran.toEnd(
                        new ProcessBuilder(program.toString(), "check", "metrics")
                                .redirectInput(metrics.toFile())
                                .redirectErrorStream(true));
        Files.delete(metrics);
        assertThat(check.status()).as(check.output()).isIn(NOTHING, FOUND);
        return check.output()
                .lines()
                .filter(line -> !OF_THE_PLATFORM.matcher(line).matches())
                .toList();
    }
}
