package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/operations/durability.md}: every promise has its check, or says that it has none. */
class DurabilityDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "operations", "durability.md");

    @Test
    void shouldHoldEachPromiseByAnExistingCheckOrAnHonestLimit() throws IOException {
        List<String> promises =
                Files.readAllLines(DOCUMENT).stream()
                        .dropWhile(line -> !line.startsWith("| what happens |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(promises)
                .hasSizeGreaterThan(7)
                .allMatch(line -> !Checks.namedIn(line).isEmpty() || line.contains("honest limit"));
        assertThat(Checks.existing()).containsAll(Checks.namedIn(String.join("\n", promises)));
    }
}
