package com.evaratech.local.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where things are: {@code root} is the checked-out repository with the built services, {@code
 * home} the directory of this machine's data, logs, secrets and running state ({@code .evara}
 * unless {@code EVARA_HOME} says otherwise).
 */
public record Layout(Path root, Path home) {

    /** Normalises both paths, so that one home is one home however it was written. */
    public Layout {
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
    }

    /** Reads {@code EVARA_ROOT} (default: the working directory) and {@code EVARA_HOME}. */
    public static Layout of(Map<String, String> environment) {
        Path root = Path.of(environment.getOrDefault("EVARA_ROOT", ""));
        String home = environment.get("EVARA_HOME");
        return new Layout(root, home == null ? root.resolve(".evara") : Path.of(home));
    }

    /**
     * Makes the directories for this user alone, and takes them from others where an earlier run or
     * the build left them open: logs and data tell as much as the secrets do.
     */
    public void create() throws IOException {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
        for (Path directory : List.of(data(), logs(), run(), secrets(), people())) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
            var _ = Files.setPosixFilePermissions(directory, ownerOnly);
        }
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path data(String server) {
        return data().resolve(server);
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /**
     * The log of a part: the servers keep theirs beside their data, everything else is in {@link
     * #logs()}.
     */
    public Path log(String part) {
        Path besideData = data().resolve(part + ".log");
        return Files.exists(besideData) ? besideData : logs().resolve(part + ".log");
    }

    public Path run() {
        return home.resolve("run");
    }

    public Path secrets() {
        return home.resolve("secrets");
    }

    /** The directory with a file for each person who can sign in here. */
    public Path people() {
        return secrets().resolve("people");
    }

    /** The directory with the packaged service of {@code module} (Quarkus' fast-jar layout). */
    public Path packagedService(String module) {
        return target(module).resolve("quarkus-app");
    }

    /** Where the build of {@code module} leaves what it makes. */
    public Path target(String module) {
        return root.resolve(module).resolve("target");
    }
}
