package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runbooks are read at night: each has the same parts in the same order, and is found by its list.
 */
class RunbookPagesTest {

    private static final Path FOLDER = Path.of("..", "..", "docs", "operations", "runbooks");
    private static final String LIST = "README.md";

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(it -> !it.endsWith(LIST)).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldTellSymptomsCommandsResolutionsAndPrevention(Path page) throws IOException {
        String text = Files.readString(page);

        assertThat(text)
                .containsPattern("(?s)^# .*\n\n\\*\\*(One sees|When)\\*\\*.*\n## Now")
                .containsSubsequence(
                        "\n```", "\n## Soon\n", "\n## So that it does not come back\n");
    }

    @Test
    void shouldListEveryPage() throws IOException {
        String list = Files.readString(FOLDER.resolve(LIST));

        assertThat(pages())
                .hasSizeGreaterThan(13)
                .allSatisfy(it -> assertThat(list).contains("](" + it.getFileName() + ")"));
    }
}
