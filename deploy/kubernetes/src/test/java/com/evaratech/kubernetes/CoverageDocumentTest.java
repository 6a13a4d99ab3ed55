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

/** {@code docs/operations/coverage.md} names checks; each of them must be there. */
class CoverageDocumentTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern CHECK = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @Test
    void shouldNameOnlyChecksThatExist() throws IOException {
        Set<String> named = new TreeSet<>();
        CHECK.matcher(Files.readString(ROOT.resolve("docs/operations/coverage.md")))
                .results()
                .forEach(it -> named.add(it.group(1)));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Set<String> names = new TreeSet<>();
            files.filter(it -> it.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
                    .map(it -> it.getFileName().toString().replace(".java", ""))
                    .forEach(names::add);
            return names;
        }
    }
}
