package com.evaratech.gateway.flags;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A file by which a test switches the gateway under test; taken away, and its effect, at the end.
 */
public final class FlagFile implements AutoCloseable {

    /** Where the gateway under test looks. */
    public static final Path FOLDER = Path.of("target", "flags").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(20); // the machine may be busy

    private final Path file;
    private final Gauge gauge;
    private final double before;

    public FlagFile(String name, MeterRegistry metrics) {
        this.file = FOLDER.resolve(name);
        this.gauge =
                metrics.get("evara.flag.on").tag("flag", name.toLowerCase(Locale.ROOT)).gauge();
        this.before = gauge.value();
    }

    /** Writes it and waits until it counts. */
    public void write(boolean on) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(file, on + "\n");
        await().atMost(PATIENCE).until(() -> gauge.value() == (on ? 1 : 0));
    }

    @Override
    public void close() throws IOException {
        boolean _ = Files.deleteIfExists(file);
        await().atMost(PATIENCE).until(() -> gauge.value() == before);
    }
}
