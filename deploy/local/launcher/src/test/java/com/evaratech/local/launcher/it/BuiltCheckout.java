package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with the {@code evara} script in which everything is built: what this build made is
 * linked into it, so that the script has nothing to build and a start is its next step.
 */
record BuiltCheckout(Path folder) {

    private static final String LAUNCHER = "deploy/local/launcher";

    /** Later than whatever the script may compare it with. */
    private static final FileTime BUILT = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));

    /** Lays it out below a folder that is there. */
    static BuiltCheckout below(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("checkout"));
        Files.copy(LocalFleet.ROOT.resolve("evara"), folder.resolve("evara"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        for (String source :
                List.of("common", "api", "deploy/local/servers", "deploy/local/thingspeak")) {
            Files.createDirectories(folder.resolve(source));
        }
        for (String service : LocalFleet.SERVICES) {
            link(folder, service, "quarkus-app");
        }
        link(folder, LAUNCHER, "launcher");
        return new BuiltCheckout(folder);
    }

    private static void link(Path folder, String module, String made) throws IOException {
        Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
        Files.createSymbolicLink(
                target.resolve(made),
                LocalFleet.ROOT.resolve(module).resolve("target").resolve(made));
        Path stamp = Files.createFile(target.resolve("evara-built"));
        Files.setLastModifiedTime(stamp, BUILT);
    }

    /**
     * The script as a shell at a terminal starts it: leading a group of processes, and to be
     * interrupted, which what runs in the background of a shell is not.
     */
    List<String> inTheForeground(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "perl",
                                "-e",
                                "setpgrp(0, 0); $SIG{INT} = 'DEFAULT'; exec @ARGV",
                                "bash",
                                folder.resolve("evara").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
