package com.evaratech.local.postgres;

import com.evaratech.local.LocalServerException;
import com.evaratech.local.LocalServerException.ForeignDirectory;
import com.evaratech.local.LocalServerException.NoSpace;
import com.evaratech.local.LocalServerException.OtherVersion;
import com.evaratech.local.LocalServerException.StartFailed;
import com.evaratech.local.binary.Trees;
import com.evaratech.local.process.FreeSpace;
import com.evaratech.local.process.OwnerOnly;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.process.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one database cluster: created whole or not at all, and never opened by the wrong
 * version.
 */
record Cluster(Path directory) {

    static final String SERVER = "PostgreSQL";
    static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String POSTMASTER_PID = "postmaster.pid";

    /** Everybody gives a password; nobody is trusted, not even on this machine. */
    private static final String ACCESS =
            """
            # Written at every start.
            # type  database     user  address       method
            host    all          all   127.0.0.1/32  scram-sha-256
            host    replication  all   127.0.0.1/32  scram-sha-256
            """;

    /** Refuses a directory that holds something else, or a cluster of another major version. */
    void requireOurs() throws IOException {
        Path versionFile = directory.resolve("PG_VERSION");
        if (Files.exists(versionFile)) {
            String version = Files.readString(versionFile).strip();
            if (!version.equals(PostgresTools.MAJOR_VERSION)) {
                throw new OtherVersion(SERVER, directory, version, PostgresTools.MAJOR_VERSION);
            }
        } else if (Files.exists(directory) && !isEmpty(directory)) {
            throw new ForeignDirectory(SERVER, directory);
        }
    }

    boolean exists() {
        return Files.exists(directory.resolve("PG_VERSION"));
    }

    /**
     * Creates the cluster beside its place and moves it there when complete: a killed initdb leaves
     * no half.
     */
    void create(PostgresTools tools, String password, boolean outlivesMachine, ServerLog log)
            throws IOException {
        Path fresh = directory.resolveSibling(directory.getFileName() + ".creating");
        Path passwordFile = directory.resolveSibling(directory.getFileName() + ".password");
        Trees.delete(fresh);
        // Created here: in its namespace root may not write into a directory that belongs to
        // somebody else.
        Files.createDirectories(fresh);
        OwnerOnly.write(passwordFile, password);
        try {
            if (!tools.run(log, PATIENCE, initdb(fresh, passwordFile, outlivesMachine))) {
                throw failure(log, null);
            }
            Files.deleteIfExists(directory);
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(passwordFile);
            Trees.delete(fresh);
        }
    }

    private static List<String> initdb(Path directory, Path passwordFile, boolean outlivesMachine) {
        return List.of(
                "initdb",
                "--pgdata=" + directory,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order of texts on every machine, whatever locales it has.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                outlivesMachine ? "--sync-method=fsync" : "--no-sync",
                "--no-instructions");
    }

    /** Takes back what somebody may have opened in the access rules. */
    void closeAccess() throws IOException {
        Path rules = directory.resolve("pg_hba.conf");
        if (!Files.exists(rules) || !Files.readString(rules).equals(ACCESS)) {
            OwnerOnly.write(rules, ACCESS);
        }
    }

    /** The server that runs on this cluster now. */
    Optional<ProcessHandle> postmaster() throws IOException {
        return ProcessIdentity.ofPidFile(directory.resolve(POSTMASTER_PID), "postgres", directory);
    }

    /**
     * Removes the pid file of a dead server; PostgreSQL would take another process with that id for
     * it.
     */
    void forgetDeadPostmaster() throws IOException {
        Files.deleteIfExists(directory.resolve(POSTMASTER_PID));
    }

    /** The reason of a failed start, in the words of the log. */
    LocalServerException failure(ServerLog log, @Nullable Throwable cause) throws IOException {
        if (log.tells(FreeSpace.SYSTEM_MESSAGE)) {
            return new NoSpace(SERVER, directory, FreeSpace.in(directory));
        }
        String reason = log.lastLineWith("FATAL", "PANIC", "error:", "ERROR");
        return new StartFailed(SERVER, reason, log.file(), cause);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
