package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/operations/coverage.md} names checks; each of them must be there. */
class CoverageDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "operations", "coverage.md");

    @Test
    void shouldNameOnlyChecksThatExist() throws IOException {
        Set<String> named = Checks.namedIn(Files.readString(DOCUMENT));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(Checks.existing()).containsAll(named);
    }
}
