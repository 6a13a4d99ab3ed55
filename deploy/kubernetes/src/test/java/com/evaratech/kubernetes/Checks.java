package com.evaratech.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that there are, and those that a document names. */
final class Checks {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w*(?:Test|IT))`");

    private Checks() {}

    static Set<String> namedIn(String text) {
        Set<String> named = new TreeSet<>();
        NAME.matcher(text).results().forEach(it -> named.add(it.group(1)));
        return named;
    }

    static Set<String> existing() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Set<String> names = new TreeSet<>();
            files.filter(it -> it.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
                    .map(it -> it.getFileName().toString().replace(".java", ""))
                    .forEach(names::add);
            return names;
        }
    }
}
