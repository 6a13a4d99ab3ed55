package com.evaratech.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a packaged service is started as its image starts it: with the AOT cache that training left,
 * if it is of these very jars; otherwise from the runnable jar.
 */
final class ServiceCommand {

    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    "-Xmx256m",
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");
    private static final String MAIN_CLASS = "com.evaratech.common.start.ServiceMain";

    // In the order of training, without which the cache is not taken (docs/adr/0005).
    private static final List<String> FOLDERS = List.of("quarkus", "app", "lib/main", "lib/boot");

    private final Path directory;

    /**
     * Of a service.
     *
     * @param directory {@code target/quarkus-app} of its module
     */
    ServiceCommand(Path directory) {
        this.directory = directory;
    }

    /** Whether there is a cache of these jars. */
    boolean hasCache() throws IOException {
        return Files.exists(cache())
                && Files.getLastModifiedTime(cache()).compareTo(Files.getLastModifiedTime(jar()))
                        > 0;
    }

    /** The words of the command. */
    List<String> words() throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        if (hasCache()) {
            words.add("-XX:AOTCache=" + cache());
            words.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
            words.addAll(List.of("-cp", classPath(), MAIN_CLASS));
        } else {
            words.addAll(List.of("-jar", jar().toString()));
        }
        return words;
    }

    private Path jar() {
        return directory.resolve("quarkus-run.jar");
    }

    private Path cache() {
        return directory.resolve("service.aot");
    }

    private String classPath() throws IOException {
        var jars = new ArrayList<String>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(directory.resolve(folder))) {
                files.map(Path::toString)
                        .filter(it -> it.endsWith(".jar"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return String.join(":", jars);
    }
}
