package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a compiler refuses in code, nothing but this notices in a document. */
class MergeMarksTest {

    private static final Pattern MARK = Pattern.compile("(?m)^(<{7}|>{7}) ");

    @Test
    void shouldHaveNoMarksOfAMergeInDocuments() throws IOException {
        List<Path> marked = new ArrayList<>();
        for (Path page : Documents.all()) {
            if (MARK.matcher(Files.readString(page)).find()) {
                marked.add(Documents.ROOT.relativize(page));
            }
        }

        assertThat(marked).isEmpty();
    }
}
