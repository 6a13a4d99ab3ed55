package com.evaratech.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Version 1 as it was when version 2 came: nothing of it goes or changes its type, and nothing more
 * must be sent. That services really answer so is checked by their own tests, which hold each
 * answer to the document. Something new is added to the frozen lines once it was released; the test
 * writes the lines as they are to {@code target/v1-shapes.txt}.
 */
class FrozenFirstVersionTest {

    private static final Set<String> NOW = Shapes.of(Documents.of("v1"));

    private static List<String> frozen() throws IOException {
        Files.write(Path.of("target", "v1-shapes.txt"), NOW);
        return Documents.text("v1-frozen.txt").lines().toList();
    }

    private static boolean isDemand(String line) {
        return line.contains(" ! ") || line.contains(" ?! ");
    }

    @Test
    void shouldStillBeAllThatItWas() throws IOException {
        Set<String> missing = new TreeSet<>(frozen());
        missing.removeIf(FrozenFirstVersionTest::isDemand);

        assertThat(missing).isNotEmpty();
        missing.removeAll(NOW);
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldDemandNothingMoreOfWhatThereWas() throws IOException {
        List<String> frozen = frozen();
        Set<String> routes = new TreeSet<>();
        frozen.forEach(line -> routes.add(route(line)));

        Set<String> demanded = new TreeSet<>(NOW);
        demanded.removeIf(line -> !isDemand(line) || !routes.contains(route(line)));
        frozen.forEach(demanded::remove);

        assertThat(demanded).isEmpty();
    }

    private static String route(String line) {
        String[] words = line.split(" ", 3);
        return words[0] + " " + words[1];
    }
}
