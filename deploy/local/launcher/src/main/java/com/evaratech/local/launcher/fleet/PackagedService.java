package com.evaratech.local.launcher.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as the build packages it: Quarkus' directory of jars, and beside them the AOT cache
 * that training leaves.
 *
 * @param directory {@code target/quarkus-app} of the service's module
 */
public record PackagedService(Path directory) {

    private static final String MAIN_CLASS = "com.evaratech.common.start.ServiceMain";

    /** The runnable jar; its own class loader reads the others. */
    public Path jar() {
        return directory.resolve("quarkus-run.jar");
    }

    public boolean isBuilt() {
        return Files.exists(jar());
    }

    public Path cache() {
        return directory.resolve("service.aot");
    }

    /** Whether there is a cache of these very jars: one from before the last build is of no use. */
    public boolean hasCache() throws IOException {
        return Files.exists(cache())
                && Files.getLastModifiedTime(cache()).compareTo(Files.getLastModifiedTime(jar()))
                        > 0;
    }

    /**
     * Arguments that run the service from one flat class path. The JDK keeps linked classes only of
     * its own class loaders, so a cache is of use without Quarkus' class loader alone
     * (docs/adr/0005).
     */
    List<String> flatClassPath() throws IOException {
        List<Path> jars = new ArrayList<>();
        // First what the build generated and transformed: it replaces classes of the libraries.
        for (String folder : List.of("quarkus", "app", "lib/main", "lib/boot")) {
            jars.addAll(jarsIn(directory.resolve(folder)));
        }
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        // What the runnable jar's manifest opens; without it the thread pool cannot reset threads.
        return List.of(
                "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", classPath, MAIN_CLASS);
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
