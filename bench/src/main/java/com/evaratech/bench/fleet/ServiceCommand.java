package com.evaratech.bench.fleet;

import com.evaratech.local.process.NativeExecutables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a packaged service is started as its image starts it: as an executable; or on a JVM, with the
 * AOT cache that training left, if it is of these very jars, otherwise from the runnable jar.
 */
final class ServiceCommand {

    /** The largest heap of a local fleet and of a pod, in MiB. */
    static final int USUAL_HEAP_MIB = 256;

    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");
    private static final String MAIN_CLASS = "com.evaratech.common.start.ServiceMain";

    // In the order of training, without which the cache is not taken (docs/adr/0005).
    private static final List<String> FOLDERS = List.of("quarkus", "app", "lib/main", "lib/boot");

    private final Path module;
    private final ServiceForm form;
    private final String largestHeap;

    /**
     * Of a service.
     *
     * @param module its directory in the repository
     * @param heapMib the largest heap, which executables understand in the same words
     */
    ServiceCommand(Path module, ServiceForm form, int heapMib) {
        this.module = module;
        this.form = form;
        this.largestHeap = "-Xmx%dm".formatted(heapMib);
    }

    /** What is started, as a phrase. */
    String what() throws IOException {
        return switch (form) {
            case NATIVE -> "a native executable";
            case JVM ->
                    hasCache()
                            ? "jars with an AOT cache"
                            : "jars without an AOT cache: ./evara bench train";
        };
    }

    /**
     * The words of the command.
     *
     * @throws IllegalStateException when there is no executable and there should be
     */
    List<String> words() throws IOException {
        return switch (form) {
            case NATIVE -> List.of(executable(), largestHeap);
            case JVM -> java();
        };
    }

    private String executable() throws IOException {
        var built = new NativeExecutables(module.resolve("target"));
        return built.newest()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no native executable (%s); build it with: ./evara native %s"
                                        .formatted(built.pattern(), module.getFileName())))
                .toString();
    }

    private List<String> java() throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.add(largestHeap);
        if (hasCache()) {
            words.add("-XX:AOTCache=" + cache());
            words.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
            words.addAll(List.of("-cp", classPath(), MAIN_CLASS));
        } else {
            words.addAll(List.of("-jar", jar().toString()));
        }
        return words;
    }

    /** Whether there is a cache of these jars. */
    private boolean hasCache() throws IOException {
        return Files.exists(cache())
                && Files.getLastModifiedTime(cache()).compareTo(Files.getLastModifiedTime(jar()))
                        > 0;
    }

    private Path directory() {
        return module.resolve("target/quarkus-app");
    }

    private Path jar() {
        return directory().resolve("quarkus-run.jar");
    }

    private Path cache() {
        return directory().resolve("service.aot");
    }

    private String classPath() throws IOException {
        var jars = new ArrayList<String>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(directory().resolve(folder))) {
                files.map(Path::toString)
                        .filter(it -> it.endsWith(".jar"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return String.join(":", jars);
    }
}
