package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerException.RootRefused;
import com.evaratech.local.binary.BinaryCache;
import com.evaratech.local.binary.Platform;
import com.evaratech.local.binary.TarXz;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's own programs. They refuse to run as root; on Linux root runs them in a user
 * namespace, where its files stay its own but its id is not 0. An ordinary user runs them as they
 * are.
 */
final class PostgresTools {

    /** The version we bring; a cluster of another major version does not open. */
    static final String MAJOR_VERSION = "18";

    private static final String SERVER = "PostgreSQL";
    private static final String ROOT = "root";

    private final Path programs;
    private final boolean asRoot;

    private PostgresTools(Path programs, boolean asRoot) {
        this.programs = programs;
        this.asRoot = asRoot;
    }

    static PostgresTools unpacked(BinaryCache cache) throws IOException {
        Path directory = cache.unpacked(SERVER, resourceFor(Platform.current()), TarXz::unpack);
        boolean asRoot = ROOT.equals(System.getProperty("user.name"));
        PostgresTools tools = new PostgresTools(directory.resolve("bin"), asRoot);
        if (asRoot && !namespacesWork()) {
            throw new RootRefused();
        }
        return tools;
    }

    static String resourceFor(Platform platform) {
        String processor =
                switch (platform.processor()) {
                    case "amd64" -> "x86_64";
                    case "arm64" -> "arm_64";
                    default -> platform.processor();
                };
        return "postgres-" + platform.system() + "-" + processor + ".txz";
    }

    /** Runs a program to its end, its output going to the log; true when its exit status was 0. */
    boolean run(ServerLog log, Duration patience, List<String> command) throws IOException {
        return run(log.file(), patience, command);
    }

    private boolean run(Path output, Duration patience, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(asRoot ? List.of("unshare", "-U") : List.of());
        words.add(programs.resolve(command.getFirst()).toString());
        words.addAll(command.subList(1, command.size()));
        Process process =
                ChildEnvironment.narrow(new ProcessBuilder(words))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        return endsWell(process, patience);
    }

    private static boolean endsWell(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                var _ = OrderlyStop.kill(process.toHandle());
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a PostgreSQL program ran", e);
        }
    }

    private static boolean namespacesWork() {
        try {
            Process probe =
                    new ProcessBuilder("unshare", "-U", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return endsWell(probe, Duration.ofSeconds(10));
        } catch (IOException e) {
            // There is no unshare on this system.
            return false;
        }
    }
}
