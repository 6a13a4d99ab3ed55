package com.evaratech.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Why a local server did not start or could not be prepared. The message is one sentence for the
 * person at the terminal: what is wrong, where, and a way out. It never holds a password.
 */
public abstract sealed class LocalServerException extends RuntimeException {

    private LocalServerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The wanted port is taken by another process. */
    public static final class PortBusy extends LocalServerException {

        private final int port;

        public PortBusy(String server, int port, String holder) {
            super(
                    "Port %d for %s is taken by %s: stop that process or choose another port."
                            .formatted(port, server, holder),
                    null);
            this.port = port;
        }

        /** The port that was wanted. */
        public int port() {
            return port;
        }
    }

    /** The file system of the data directory is full, or nearly so. */
    public static final class NoSpace extends LocalServerException {
        public NoSpace(String server, Path directory, long freeBytes) {
            super(
                    "No space left for %s in %s (%d MiB free): free some space or move the data to another disk."
                            .formatted(server, directory, freeBytes >> 20),
                    null);
        }
    }

    /** The data directory was written by a version whose files ours cannot open. */
    public static final class OtherVersion extends LocalServerException {
        public OtherVersion(String server, Path directory, String theirs, String ours) {
            super(
                    ("%s in %s was written by version %s, and Evara brings version %s: dump it with version %s, or move"
                                    + " the directory away to start empty.")
                            .formatted(server, directory, theirs, ours, theirs),
                    null);
        }
    }

    /** The directory given for data holds something else. */
    public static final class ForeignDirectory extends LocalServerException {
        public ForeignDirectory(String server, Path directory) {
            super(
                    "%s holds files that are not %s's: move them away or choose another data directory."
                            .formatted(directory, server),
                    null);
        }
    }

    /** A living process already runs a server on this data directory. */
    public static final class DirectoryInUse extends LocalServerException {
        public DirectoryInUse(Path directory, String owner) {
            super("%s is in use by %s: stop that one first.".formatted(directory, owner), null);
        }
    }

    /** The kept data does not open with the password that was given. */
    public static final class WrongPassword extends LocalServerException {
        public WrongPassword(String server, Path directory, Throwable cause) {
            super(
                    ("%s in %s refuses the password given: restore the secrets it was created with, or move the"
                                    + " directory away to start empty.")
                            .formatted(server, directory),
                    cause);
        }
    }

    /** No executable for this operating system and processor is on the class path. */
    public static final class NoBinaries extends LocalServerException {
        public NoBinaries(String server, String platform) {
            super(
                    "There is no embedded %s for %s: give the address of a server of your own instead."
                            .formatted(server, platform),
                    null);
        }
    }

    /**
     * PostgreSQL refuses to run as root, and the system refuses the user namespace that works
     * around it.
     */
    public static final class RootRefused extends LocalServerException {
        public RootRefused() {
            super(
                    "PostgreSQL does not run as root here (the system allows no user namespaces): run as an ordinary"
                            + " user, or give the address of a server of your own in DATABASE_URL.",
                    null);
        }
    }

    /** The server ended or did not answer in time, for a reason only its log tells. */
    public static final class StartFailed extends LocalServerException {
        public StartFailed(String server, String reason, Path log, @Nullable Throwable cause) {
            super("%s did not start (%s): see %s.".formatted(server, reason, log), cause);
        }
    }

    /** The administrator's connection lacks the right to prepare the services' roles. */
    public static final class MayNotProvision extends LocalServerException {
        public MayNotProvision(String role, String missing, @Nullable Throwable cause) {
            super(
                    ("The database role %s may not %s: grant it that right, or create the services' roles and schemas"
                                    + " yourself and give each service DB_USER and DB_OWNER_USER.")
                            .formatted(role, missing),
                    cause);
        }
    }
}
