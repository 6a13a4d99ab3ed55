package com.evaratech.local.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What native builds left of one service; each version has a name of its own.
 *
 * @param target the build directory of the service's module
 */
public record NativeExecutables(Path target) {

    private static final String NAME = "*-runner";

    /** Where they are. */
    public String pattern() {
        return target.resolve(NAME).toString();
    }

    /** The one that was built last. */
    public Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        Optional<Path> newest = Optional.empty();
        FileTime built = FileTime.fromMillis(0);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, NAME)) {
            for (Path file : files) {
                FileTime its = Files.getLastModifiedTime(file);
                if (Files.isRegularFile(file)
                        && Files.isExecutable(file)
                        && its.compareTo(built) > 0) {
                    newest = Optional.of(file);
                    built = its;
                }
            }
        }
        return newest;
    }
}
