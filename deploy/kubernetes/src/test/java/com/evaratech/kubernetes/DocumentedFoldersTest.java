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

/** What the documents tell people to apply is there: they read it when there is no time to look. */
class DocumentedFoldersTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path KUSTOMIZE = Path.of("kustomize");
    private static final Pattern FOLDER = Pattern.compile("-k ((?:overlays|variants)/[\\w/-]+)");

    @Test
    void shouldApplyFoldersThatThereAre() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
            for (Path document : documents.filter(it -> it.toString().endsWith(".md")).toList()) {
                FOLDER.matcher(Files.readString(document))
                        .results()
                        .forEach(it -> named.add(it.group(1)));
            }
        }

        assertThat(named)
                .hasSizeGreaterThan(5)
                .allSatisfy(it ->
                        assertThat(KUSTOMIZE.resolve(it).resolve("kustomization.yml")).exists());
    }
}
