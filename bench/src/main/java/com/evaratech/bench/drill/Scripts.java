package com.evaratech.bench.drill;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.process.ChildEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scripts of {@code deploy/backup}, run as an operator runs them, with settings for one store.
 *
 * @param scripts their directory
 * @param settings the file with the settings
 * @param server libpq's variables that find the server
 */
record Scripts(Path scripts, Path settings, Map<String, String> server) {

    /** Beside bash and PostgreSQL's server: what they cannot do without, as a question for each. */
    private static final List<String> TOOLS =
            List.of(
                    "psql --version",
                    "curl --version",
                    "openssl version",
                    "zstd --version",
                    "tar --version | grep GNU",
                    "flock --version",
                    "split --version");

    /** How a script ended, and what it printed. */
    record Ended(int status, String output) {

        Ended orThrow() {
            if (status != 0) {
                throw new IllegalStateException("status %d: %s".formatted(status, output));
            }
            return this;
        }
    }

    /** Makes a pair of keys and the settings in a directory. */
    static Scripts prepare(Path scripts, Path directory, ObjectStore store, String secret, int kept)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path key = directory.resolve("backup.key");
        Path certificate = directory.resolve("backup.crt");
        var _ =
                run(
                                Map.of(),
                                List.of(
                                        "openssl",
                                        "req",
                                        "-x509",
                                        "-newkey",
                                        "rsa:2048",
                                        "-nodes",
                                        "-days",
                                        "2",
                                        "-subj",
                                        "/CN=drill",
                                        "-keyout",
                                        key.toString(),
                                        "-out",
                                        certificate.toString()))
                        .orThrow();
        Path settings = directory.resolve("backup.env");
        Files.writeString(
                settings,
                """
                BACKUP_ENDPOINT=%s
                BACKUP_REGION=here
                BACKUP_BUCKET=%s
                BACKUP_PREFIX=fleet/database
                BACKUP_ACCESS_KEY_ID=%s
                BACKUP_ACCESS_SECRET_KEY=%s
                BACKUP_CERTIFICATE=%s
                BACKUP_PRIVATE_KEY=%s
                BACKUP_KEEP=%d
                BACKUP_WORK=%s
                """
                        .formatted(
                                store.url(),
                                ObjectStore.BUCKET,
                                ObjectStore.KEY_ID,
                                secret,
                                certificate,
                                key,
                                kept,
                                directory));
        return new Scripts(scripts.toAbsolutePath().normalize(), settings, Map.of());
    }

    /** Where a checkout has them, seen from a run of {@code ./evara} or of a module's tests. */
    static Path ofCheckout() {
        String root = System.getenv("EVARA_ROOT");
        return (root == null ? Path.of("..") : Path.of(root)).resolve("deploy/backup");
    }

    /** Questions for tools to which this machine has no good answer. */
    static List<String> missingTools() throws IOException, InterruptedException {
        var missing = new ArrayList<String>();
        for (String tool : TOOLS) {
            if (run(Map.of(), List.of("bash", "-c", tool)).status() != 0) {
                missing.add(tool);
            }
        }
        return missing;
    }

    Scripts against(BenchServers servers) {
        return new Scripts(
                scripts,
                settings,
                Map.of(
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        Integer.toString(servers.postgresPort()),
                        "PGUSER",
                        "postgres",
                        "PGPASSWORD",
                        servers.postgresPassword()));
    }

    /** The command that the server's archiver runs. */
    String archiveCommand() {
        return "\"%s\" \"%s\" \"%%p\" \"%%f\""
                .formatted(scripts.resolve("archive-wal.sh"), settings);
    }

    /** Runs one of them with the settings and further words. */
    Ended run(String script, String... words) throws IOException, InterruptedException {
        return run(server, command(script, words));
    }

    /** The same, with what it prints in a file; what it complains of is the output. */
    Ended run(Path printed, String script, String... words)
            throws IOException, InterruptedException {
        var builder = builder(server, command(script, words));
        Process process = builder.redirectOutput(printed.toFile()).start();
        return end(process, process.getErrorStream());
    }

    private List<String> command(String script, String... words) {
        var command = new ArrayList<String>();
        command.add(scripts.resolve(script).toString());
        command.add(settings.toString());
        command.addAll(List.of(words));
        return command;
    }

    private static Ended run(Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        Process process = builder(variables, command).redirectErrorStream(true).start();
        return end(process, process.getInputStream());
    }

    private static ProcessBuilder builder(Map<String, String> variables, List<String> command) {
        var builder = ChildEnvironment.narrow(new ProcessBuilder(command));
        builder.environment().putAll(variables);
        return builder;
    }

    private static Ended end(Process process, InputStream output)
            throws IOException, InterruptedException {
        process.getOutputStream().close();
        String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text.strip());
    }
}
