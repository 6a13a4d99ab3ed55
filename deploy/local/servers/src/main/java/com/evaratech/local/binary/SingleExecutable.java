package com.evaratech.local.binary;

import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks an artefact that is itself the executable. */
public final class SingleExecutable {

    private SingleExecutable() {}

    /** Writes the content as an executable file of this name. */
    public static BinaryCache.Unpacker named(String name) {
        return (content, target) -> {
            Path file = target.resolve(name);
            Files.copy(content, file);
            TarXz.makeExecutable(file);
        };
    }
}
