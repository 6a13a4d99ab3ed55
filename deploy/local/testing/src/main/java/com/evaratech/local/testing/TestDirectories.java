package com.evaratech.local.testing;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.binary.Trees;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a test JVM keeps its servers' data: in the module's build directory, one directory per
 * process.
 */
record TestDirectories(Path root) {

    private static final Path PARENT = Path.of("target", "evara-servers").toAbsolutePath();

    /** Fresh ones for this JVM; what killed JVMs left is stopped and deleted. */
    static TestDirectories fresh() {
        try {
            Files.createDirectories(PARENT);
            for (Path root : subdirectories()) {
                if (!belongsToLivingProcess(root)) {
                    new TestDirectories(root).stopAndDelete();
                }
            }
            Path root = PARENT.resolve(Long.toString(ProcessHandle.current().pid()));
            return new TestDirectories(Files.createDirectories(root));
        } catch (IOException e) {
            throw new UncheckedIOException("No place for the tests' servers", e);
        }
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path redis() {
        return root.resolve("redis");
    }

    void delete() {
        try {
            Trees.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("The tests' data was not deleted", e);
        }
    }

    private void stopAndDelete() {
        var _ = LocalPostgres.stopRunningOn(LocalServerOptions.of(postgres(), "unused"));
        var _ = LocalRedis.stopRunningOn(redis());
        delete();
    }

    private static List<Path> subdirectories() throws IOException {
        try (Stream<Path> entries = Files.list(PARENT)) {
            return entries.toList();
        }
    }

    private static boolean belongsToLivingProcess(Path root) {
        String pid = root.getFileName().toString();
        // This JVM starts its servers once: a directory under its own id is of an earlier process
        // with that id.
        return !pid.equals(Long.toString(ProcessHandle.current().pid()))
                && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }
}
