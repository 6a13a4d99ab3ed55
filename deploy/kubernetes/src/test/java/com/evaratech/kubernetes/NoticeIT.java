package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code NOTICE} against the libraries that the services' packages really hold. */
class NoticeIT {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  ([a-z0-9_.-]+)  .*$");

    @Test
    void shouldNameTheOriginOfEveryPackagedLibrary() throws IOException {
        Set<String> groups = new TreeSet<>();
        ENTRY.matcher(Files.readString(ROOT.resolve("NOTICE")))
                .results()
                .forEach(it -> groups.add(it.group(1)));

        assertThat(packagedLibraries())
                .isNotEmpty()
                .allMatch(jar -> groups.stream().anyMatch(it -> jar.startsWith(it + ".")));
        assertThat(groups)
                .allMatch(it ->
                        packagedLibraries().stream().anyMatch(jar -> jar.startsWith(it + ".")));
    }

    private static Set<String> packagedLibraries() {
        Set<String> jars = new TreeSet<>();
        for (String service : ServiceManifest.SERVICES) {
            for (String folder : Set.of("main", "boot")) {
                Path lib = ROOT.resolve(service).resolve("target/quarkus-app/lib").resolve(folder);
                jars.addAll(names(lib));
            }
        }
        jars.removeIf(jar -> jar.startsWith("com.evaratech."));
        return jars;
    }

    private static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(it -> it.getFileName().toString()).forEach(names::add);
        } catch (IOException e) {
            throw new AssertionError("Build the services first: " + folder, e);
        }
        return names;
    }
}
