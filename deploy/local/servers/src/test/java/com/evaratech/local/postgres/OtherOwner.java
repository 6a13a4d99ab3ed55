package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.process.OrderlyStop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A second JVM that starts a server and can be killed, as a launcher can. */
final class OtherOwner {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process jvm;
    private final ProcessHandle server;

    private OtherOwner(Process jvm, ProcessHandle server) {
        this.jvm = jvm;
        this.server = server;
    }

    static OtherOwner startPostgres(LocalServerOptions options) throws IOException {
        return start(options, "outlives");
    }

    static OtherOwner startPostgresThatEndsWithOwner(LocalServerOptions options)
            throws IOException {
        return start(options, "ends");
    }

    private static OtherOwner start(LocalServerOptions options, String fate) throws IOException {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherOwner.class.getName(),
                                options.dataDirectory().toString(),
                                options.password(),
                                fate)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("The other JVM ended without a server");
        }
        return new OtherOwner(jvm, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    long pid() {
        return jvm.pid();
    }

    ProcessHandle server() {
        return server;
    }

    void kill() {
        var _ = OrderlyStop.kill(jvm.toHandle());
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        LocalServerOptions options = LocalServerOptions.of(Path.of(arguments[0]), arguments[1]);
        LocalPostgres postgres =
                LocalPostgres.start(
                        arguments[2].equals("ends") ? options.endingWithOwner() : options);
        try (Connection connection = postgres.admin().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        }
        System.out.println(postgres.process().pid());
        // Until the test kills this JVM, or is itself gone.
        System.in.read();
    }
}
