package com.evaratech.local;

import com.evaratech.local.binary.BinaryCache;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a local server is started.
 *
 * @param dataDirectory kept between runs; its parent holds the server's log and lock
 * @param port fixed port on 127.0.0.1, or 0 for a free one
 * @param password of the server's administrator; the caller keeps it, the data opens with no other
 * @param binaries where executables are unpacked
 * @param endsWithOwner whether the server stops when this JVM is gone, however it ended
 * @param postgres what is PostgreSQL's alone
 * @param notices told, one sentence each, what was found and done before the start
 */
public record LocalServerOptions(
        Path dataDirectory,
        int port,
        String password,
        BinaryCache binaries,
        boolean endsWithOwner,
        PostgresTuning postgres,
        Consumer<String> notices) {

    private static final int HIGHEST_PORT = 65_535;

    public LocalServerOptions {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        Objects.requireNonNull(
                dataDirectory.getParent(), "dataDirectory must not be the root of the file system");
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be 0..65535, not " + port);
        }
        if (password.isBlank()
                || password.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\\' || c > '~')) {
            throw new IllegalArgumentException(
                    "password must be printable ASCII without blanks, quotes, backslashes");
        }
    }

    /** A free port, executables in the user's cache, and a server that outlives this JVM. */
    public static LocalServerOptions of(Path dataDirectory, String password) {
        return new LocalServerOptions(
                dataDirectory,
                0,
                password,
                BinaryCache.ofUser(),
                false,
                PostgresTuning.USUAL,
                notice -> {});
    }

    public LocalServerOptions withPort(int port) {
        return new LocalServerOptions(
                dataDirectory, port, password, binaries, endsWithOwner, postgres, notices);
    }

    public LocalServerOptions withBinaries(BinaryCache binaries) {
        return new LocalServerOptions(
                dataDirectory, port, password, binaries, endsWithOwner, postgres, notices);
    }

    public LocalServerOptions endingWithOwner() {
        return new LocalServerOptions(
                dataDirectory, port, password, binaries, true, postgres, notices);
    }

    /**
     * For a PostgreSQL of tests, whose data nobody wants when the machine has ended: it need not
     * wait for the disk. What it acknowledged still survives its own death, however sudden.
     */
    public LocalServerOptions goneWithMachine() {
        return withPostgres(postgres.goneWithMachine());
    }

    /** For a PostgreSQL with more of its pages in memory than a laptop should give. */
    public LocalServerOptions withBuffersMebibytes(int mebibytes) {
        return withPostgres(postgres.withBuffersMebibytes(mebibytes));
    }

    private LocalServerOptions withPostgres(PostgresTuning tuning) {
        return new LocalServerOptions(
                dataDirectory, port, password, binaries, endsWithOwner, tuning, notices);
    }

    public LocalServerOptions withNotices(Consumer<String> notices) {
        return new LocalServerOptions(
                dataDirectory, port, password, binaries, endsWithOwner, postgres, notices);
    }

    /** The server's log, beside the data: it survives a data directory that is moved away. */
    public Path log() {
        return dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
    }

    /** Free of the password. */
    @Override
    public String toString() {
        return "LocalServerOptions[dataDirectory=" + dataDirectory + ", port=" + port + "]";
    }
}
