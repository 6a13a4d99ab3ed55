package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that name checks as their witnesses; each of them must be there. */
class CoverageDocumentTest {

    private static final Path DOCUMENTS = Path.of("..", "..", "docs");

    @ParameterizedTest
    @ValueSource(strings = {"operations/coverage.md", "security.md"})
    void shouldNameOnlyChecksThatExist(String document) throws IOException {
        Set<String> named = Checks.namedIn(Files.readString(DOCUMENTS.resolve(document)));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(Checks.existing()).containsAll(named);
    }
}
